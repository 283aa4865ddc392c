// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A file that comes into being whole: written beside its place under another name and checked, then renamed.
// Inside the ops room only.
#pragma once
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace reputed::ops {

class PartFile {
  public:
    /// Makes <file>.part and its folder, readable by all who may come so far: root may install what the
    /// service's user reads. Folders above are 0700. The error is a sentence. A part that somebody else is
    /// writing is refused; one left behind is written over.
    [[nodiscard]] static std::expected<PartFile, std::string> make(const std::filesystem::path& file);
    /// Unless it was put in place, nothing is left.
    ~PartFile();
    PartFile(PartFile&& other) noexcept;
    PartFile& operator=(PartFile&&) = delete;

    [[nodiscard]] bool write(std::string_view bytes);
    /// Durably: when this is true the file stands whole under its name after any crash.
    [[nodiscard]] bool put_in_place();
    /// For the last `false`.
    [[nodiscard]] std::string problem() const;

  private:
    PartFile(std::filesystem::path file, int descriptor) : file_(std::move(file)), descriptor_(descriptor) {}
    [[nodiscard]] bool failed();
    [[nodiscard]] std::filesystem::path part() const;

    std::filesystem::path file_;
    int descriptor_ = -1;
    int error_ = 0;
};

}  // namespace reputed::ops
