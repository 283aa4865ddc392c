#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
#
# The systemd unit's exposure must stay below 2.0 (threshold is in tenths).
set -eu
systemd-analyze security --offline=true --threshold=20 --no-pager "$(dirname "$0")/../../config/reputed.service"
