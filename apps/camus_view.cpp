// camus-view: one patient in a window, and what noisy outlines make of his ejection fraction.

#include "camus_view_options.h"
#include "cli/app_main.h"
#include "data/setups/setup_file.h"
#include "show/pictures/encoded_picture.h"
#include "show/window/scene.h"
#include "show/window/viewer_window.h"
#include "storage/output_folder.h"
#include "storage/write_file.h"
#include "terminal_observer.h"
#include "viewed_study.h"

#include <algorithm>
#include <iostream>
#include <string>

using namespace segnoise;

namespace {

void open_window(const ViewedStudy& study, session::Session& session) {
  window::show_in_window(
      session,
      {.load_cine = [&] { return study.load_cine(session.place()); },
       .save_picture =
           [&](const pictures::Picture& picture) {
             const std::filesystem::path path =
                 storage::free_name(session.viewed().patient.id, ".png");
             storage::write_file(path, pictures::png_bytes(picture));
             std::cout << session::summary_line(session) << std::endl;
             return "wrote " + path.string();
           },
       .save_setup =
           [&] {
             std::string stem = session.setup().name;
             std::ranges::replace_if(
                 stem, [](char letter) { return letter == ' ' || letter == '/'; }, '-');
             const std::filesystem::path path = storage::free_name(stem, ".json");
             storage::write_file(path, setups::to_json(session.setup()));
             return "wrote " + path.string() + ", for camus-noise --setup " + path.string();
           },
       .on_idle = cli::throw_if_interrupted});
}

void run(const CamusViewOptions& options) {
  TerminalObserver observer;
  const ViewedStudy study(options, observer);
  session::Session session(study.start());
  if (!options.screenshot) return open_window(study, session);
  window::Scene scene;
  storage::write_file(
      *options.screenshot, pictures::png_bytes(scene.draw(session, window::kViewerSize, {})));
  std::cout << session::summary_line(session) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] { run(camus_view_options(argc, argv)); });
}
