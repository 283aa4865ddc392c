// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder/kernel.hpp"

namespace reputed::text::encoder {
namespace {

std::vector<Kernel> find_usable() {
    std::vector<Kernel> found;
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
    const bool avx512 = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                        __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0;
    if (avx2 && avx512 && __builtin_cpu_supports("avx512vnni") != 0) found.push_back(avx512_vnni_kernel());
    if (avx2 && __builtin_cpu_supports("avxvnni") != 0) found.push_back(avx_vnni_kernel());
    if (avx2) found.push_back(avx2_kernel());
#endif
    found.push_back(portable_kernel());
    return found;
}

}  // namespace

std::span<const Kernel> usable_kernels() {
    static const std::vector<Kernel> usable = find_usable();
    return usable;
}

}  // namespace reputed::text::encoder
