#include "kit/mail/smtp.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

#include "kit/mail/address.h"

namespace kit {
namespace {

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl cannot start");
  });
}

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::string part_of(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return {};
  std::string part(text);
  curl_free(text);
  return part;
}

bool is_this_machine(const std::string& host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

struct Address {
  bool tls_from_the_start = false;
  bool here = false;
  std::string url;
};

// The path of an SMTP address is the name of the greeting.
Address address_of(const SmtpServer& server) {
  std::unique_ptr<CURLU, FreeUrl> url(curl_url());
  auto refuse = [&] { throw std::invalid_argument("This is not the address of a mail server: " + server.url); };
  if (curl_url_set(url.get(), CURLUPART_URL, server.url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) refuse();
  std::string scheme = part_of(url.get(), CURLUPART_SCHEME), path = part_of(url.get(), CURLUPART_PATH);
  if ((scheme != "smtp" && scheme != "smtps") || path != "/" || !part_of(url.get(), CURLUPART_USER).empty()) refuse();
  std::string base = server.url.ends_with('/') ? server.url : server.url + "/";
  return {scheme == "smtps", is_this_machine(part_of(url.get(), CURLUPART_HOST)), base + server.greeting};
}

struct Upload {
  std::string_view left;
};
std::size_t give_bytes(char* buffer, std::size_t size, std::size_t count, void* upload) {
  auto& left = static_cast<Upload*>(upload)->left;
  std::size_t length = std::min(size * count, left.size());
  std::memcpy(buffer, left.data(), length);
  left.remove_prefix(length);
  return length;
}
std::size_t ignore_bytes(char*, std::size_t size, std::size_t count, void*) { return size * count; }

}  // namespace

struct SmtpClient::Inside {
  explicit Inside(SmtpServer given) : server(std::move(given)), address(address_of(server)) {
    start_curl();
    handle.reset(curl_easy_init());
    if (!handle) throw std::runtime_error("libcurl cannot start");
    set_up();
  }

  template <class V>
  void set(CURLoption option, V value) {
    if (curl_easy_setopt(handle.get(), option, value) != CURLE_OK)
      throw std::runtime_error("libcurl does not know an option it should");
  }
  void set_up() {
    set(CURLOPT_URL, address.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USE_SSL, static_cast<long>(address.here ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (!server.authorities.empty()) set(CURLOPT_CAINFO, server.authorities.c_str());
    if (!server.user.empty()) {
      set(CURLOPT_USERNAME, server.user.c_str());
      set(CURLOPT_PASSWORD, server.password.c_str());
    }
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(server.time.count()));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server.time.count() / 2));
    set(CURLOPT_ERRORBUFFER, error.data());
    set(CURLOPT_READFUNCTION, give_bytes);
    set(CURLOPT_WRITEFUNCTION, ignore_bytes);
    set(CURLOPT_UPLOAD, 1L);
  }
  [[noreturn]] void refuse(CURLcode code) {
    long response = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &response);
    bool about_the_mail = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_UPLOAD_FAILED;
    Unsent why = Unsent::no_server;
    if (about_the_mail && response >= 500) why = Unsent::never;
    if (about_the_mail && response >= 400 && response < 500) why = Unsent::later;
    std::string detail = error[0] ? std::string(error.data()) : std::string(curl_easy_strerror(code));
    bool nobody_there = why == Unsent::never && (response == 550 || response == 551 || response == 553);
    throw NotSent(why, nobody_there, fmt::format("{}: {} (answer {})", server.url, detail, response));
  }

  SmtpServer server;
  Address address;
  std::unique_ptr<CURL, FreeHandle> handle;
  std::array<char, CURL_ERROR_SIZE> error{};
};

SmtpClient::SmtpClient(SmtpServer server) : inside_(std::make_unique<Inside>(std::move(server))) {}
SmtpClient::~SmtpClient() = default;

void SmtpClient::send(const std::string& from, const std::string& to, const std::string& mail) {
  if (!is_mail_address(from)) throw std::invalid_argument("This is no mail address: " + from);
  if (!is_mail_address(to)) throw std::invalid_argument("This is no mail address: " + to);
  std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, ("<" + to + ">").c_str()));
  std::string sender = "<" + from + ">";
  Upload upload{mail};
  inside_->set(CURLOPT_MAIL_FROM, sender.c_str());
  inside_->set(CURLOPT_MAIL_RCPT, recipients.get());
  inside_->set(CURLOPT_READDATA, static_cast<void*>(&upload));
  inside_->set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail.size()));
  inside_->error[0] = '\0';
  CURLcode code = curl_easy_perform(inside_->handle.get());
  if (code != CURLE_OK) inside_->refuse(code);
}

}  // namespace kit
