// Compiled into two archives, which check_symbols.cmake must notice.
namespace segnoise::planted {

int planted() { return 1; }

}  // namespace segnoise::planted
