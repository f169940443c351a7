#include "show/window/viewer_window.h"

#include "show/window/display.h"
#include "show/window/scene.h"

#include <vtkActor2D.h>
#include <vtkCallbackCommand.h>
#include <vtkCommand.h>
#include <vtkImageData.h>
#include <vtkImageMapper.h>
#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkRenderWindowInteractor.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace segnoise::window {
namespace {

constexpr int kTick_ms = 10;
constexpr std::size_t kTicksPerCineFrame = 5;  // slower than the heart, so that one sees it move

/// The picture of a scene in a VTK window.
class PictureWindow {
 public:
  explicit PictureWindow(shape::Size size) {
    mapper_->SetInputData(image_);
    mapper_->SetColorWindow(255.0);
    mapper_->SetColorLevel(127.5);
    actor_->SetMapper(mapper_);
    renderer_->AddActor2D(actor_);
    window_->SetMultiSamples(0);
    window_->SetSize(size.width, size.height);
    window_->SetWindowName("camus-view");
    window_->AddRenderer(renderer_);
    interactor_->SetRenderWindow(window_);
    interactor_->SetInteractorStyle(nullptr);  // its keys are not ours
  }

  [[nodiscard]] vtkRenderWindowInteractor& interactor() { return *interactor_; }

  [[nodiscard]] shape::Size size() {
    const int* size = window_->GetSize();
    return {size[0], size[1]};
  }

  /// Where the mouse is, in pixels of the picture.
  [[nodiscard]] shape::Point mouse() {
    const int* place = interactor_->GetEventPosition();
    return {1.0 * place[0], size().height - 1.0 - place[1]};
  }

  void show(const pictures::Picture& picture) {
    const int height = picture.height();
    image_->SetDimensions(picture.width(), height, 1);
    image_->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    for (int y = 0; y < height; ++y) {  // VTK's rows run upwards
      const auto row = picture.row(y);
      std::memcpy(image_->GetScalarPointer(0, height - 1 - y, 0), row.data(), row.size_bytes());
    }
    image_->Modified();
    // A window that is too small shows the upper left of the picture.
    actor_->SetPosition(0.0, std::min(0, size().height - height));
    window_->Render();
  }

 private:
  static_assert(sizeof(pictures::Rgb) == 3);

  vtkNew<vtkImageData> image_;
  vtkNew<vtkImageMapper> mapper_;
  vtkNew<vtkActor2D> actor_;
  vtkNew<vtkRenderer> renderer_;
  vtkNew<vtkRenderWindow> window_;
  vtkNew<vtkRenderWindowInteractor> interactor_;
};

/// What keys and mouse do.
class Viewer {
 public:
  Viewer(session::Session& session, const ViewerActions& actions)
      : session_(session), actions_(actions) {}

  void run() {
    vtkRenderWindowInteractor& interactor = window_.interactor();
    events_->SetClientData(this);
    events_->SetCallback(on_event);
    for (const auto event :
         {vtkCommand::KeyPressEvent,
          vtkCommand::LeftButtonPressEvent,
          vtkCommand::MouseMoveEvent,
          vtkCommand::LeftButtonReleaseEvent,
          vtkCommand::ConfigureEvent,
          vtkCommand::TimerEvent}) {
      interactor.AddObserver(event, events_);
    }
    interactor.Initialize();
    draw();  // who sees the picture can use keys and mouse
    interactor.CreateRepeatingTimer(kTick_ms);
    interactor.Start();
    if (ended_by_) std::rethrow_exception(ended_by_);
    if (!first_failure_.empty()) throw std::runtime_error(first_failure_);
  }

 private:
  static void on_event(vtkObject* /*caller*/, unsigned long event, void* self, void* /*data*/) {
    static_cast<Viewer*>(self)->guarded(event);
  }

  // Exceptions must not pass through VTK.
  void guarded(unsigned long event) {
    if (ended_by_) return;
    try {
      handle(event);
    } catch (...) {
      ended_by_ = std::current_exception();
      window_.interactor().TerminateApp();
    }
  }

  void handle(unsigned long event) {
    switch (event) {
      case vtkCommand::KeyPressEvent:
        return on_key(window_.interactor().GetKeySym());
      case vtkCommand::LeftButtonPressEvent: {
        const shape::Point mouse = window_.mouse();
        held_ = scene_.slider_at(static_cast<int>(mouse.x), static_cast<int>(mouse.y));
        dragged_to_px_ = mouse.x;
        return;
      }
      case vtkCommand::MouseMoveEvent:
        dragged_to_px_ = window_.mouse().x;
        return;
      case vtkCommand::LeftButtonReleaseEvent:
        drag();
        held_.reset();
        return;
      case vtkCommand::ConfigureEvent:
        if (window_.size() != drawn_) draw();
        return;
      case vtkCommand::TimerEvent:
        actions_.on_idle();
        drag();
        return tick();
      default:
        return;
    }
  }

  /// Brings the slider that is held to the mouse. Done by ticks and not by each movement: a mouse
  /// can be faster than a screen.
  void drag() {
    const auto to_px = std::exchange(dragged_to_px_, std::nullopt);
    if (!held_ || !to_px) return;
    const shape::Box& track = scene_.layout().sliders.at(*held_);
    turn(session_, *held_, (*to_px - track.x) / track.width);
    look_.message.clear();
    draw();
  }

  void on_key(const char* symbol) {
    const std::string_view key = symbol == nullptr ? "" : symbol;
    look_.message.clear();
    if (key == "n" || key == "Right") {
      go(1);
    } else if (key == "p" || key == "Left") {
      go(-1);
    } else if (key == "space") {
      play_or_stop();
    } else if (key == "z") {
      look_.zoom = look_.zoom == Zoom::kVentricle ? Zoom::kWholeFrame : Zoom::kVentricle;
    } else if (key == "plus" || key == "equal" || key == "KP_Add") {
      session_.set_seed(session_.seed() + 1);
    } else if (key == "minus" || key == "KP_Subtract") {
      if (session_.seed() > 0) session_.set_seed(session_.seed() - 1);
    } else if (key == "r") {
      session_.reset();
    } else if (key == "s") {
      save([&] { return actions_.save_picture(scene_.draw(session_, drawn_, look_)); });
    } else if (key == "w") {
      save(actions_.save_setup);
    } else if (key == "q" || key == "Escape") {
      window_.interactor().TerminateApp();
      return;
    }
    draw();
  }

  /// To the next patient in a direction who can be loaded.
  void go(int direction) {
    stop();
    const int count = static_cast<int>(session_.patients().size());
    for (int i = 1; i <= count; ++i) {
      try {
        session_.go(direction * i);
        return;
      } catch (const std::runtime_error& error) {
        look_.message = error.what();
      }
    }
  }

  template <class Save>
  void save(const Save& write) {
    try {
      look_.message = write();
    } catch (const std::runtime_error& error) {
      look_.message = error.what();
      if (first_failure_.empty()) first_failure_ = error.what();
    }
  }

  void play_or_stop() {
    if (is_playing_) return stop();
    try {
      cine_ = actions_.load_cine();
    } catch (const std::runtime_error& error) {
      look_.message = error.what();
      return;
    }
    is_playing_ =
        std::ranges::any_of(cine_, [](const session::Cine& cine) { return !cine.empty(); });
    ticks_ = 0;
    if (!is_playing_) look_.message = session_.viewed().patient.id + " has no half sequence";
  }

  void stop() {
    is_playing_ = false;
    look_.cine = {};
    cine_ = {};
  }

  void tick() {
    if (!is_playing_) return;
    const std::size_t tick = ticks_++;
    if (tick % kTicksPerCineFrame != 0) return;
    for (std::size_t view = 0; view < cine_.size(); ++view) {
      const session::Cine& cine = cine_.at(view);
      if (cine.empty()) continue;
      const std::size_t place = tick / kTicksPerCineFrame % cine.size();
      look_.cine.at(view) = {
          &cine[place], static_cast<int>(place) + 1, static_cast<int>(cine.size())};
    }
    draw();
  }

  void draw() {
    drawn_ = window_.size();
    window_.show(scene_.draw(session_, drawn_, look_));
  }

  session::Session& session_;
  const ViewerActions& actions_;
  PictureWindow window_{kViewerSize};
  Scene scene_;
  SceneLook look_;
  shape::Size drawn_;
  std::optional<std::size_t> held_;      ///< the slider under the pressed button
  std::optional<double> dragged_to_px_;  ///< where the mouse has gone since the last drag()
  std::array<session::Cine, cardiac::kViews.size()> cine_;
  bool is_playing_ = false;
  std::size_t ticks_ = 0;  ///< since the playing began
  std::string first_failure_;
  std::exception_ptr ended_by_;
  vtkNew<vtkCallbackCommand> events_;
};

}  // namespace

void show_in_window(session::Session& session, const ViewerActions& actions) {
  const OpenDisplay display;
  Viewer(session, actions).run();
}

}  // namespace segnoise::window
