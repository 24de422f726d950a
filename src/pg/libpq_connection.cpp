// SPDX-License-Identifier: Apache-2.0
// Sending and receiving. How it waits is in libpq_wait.cpp.
#include "libpq_connection.hpp"

#include <vector>

namespace plumb::pg {

namespace {

constexpr std::uint64_t k_header = 5;  // type and length of a message
constexpr std::uint64_t k_ready_for_query = 6;
constexpr std::uint64_t k_acknowledged = 2 * k_header;  // ParseComplete and BindComplete

// Sent in the place of a text with a NUL, so that the server, too, sees a failed statement there: it aborts the
// transaction and skips the rest of the group. The answer is then told as the server would word it had it seen the NUL.
constexpr const char* k_never_parses = "NUL in the text";

bool has_nul(std::string_view text) {
  return text.find('\0') != std::string_view::npos;
}

void explain_nul(Reply& reply, bool in_text) {
  if (reply.kind != Reply::Kind::error || reply.error.connection_lost) return;
  reply.error =
      ServerError{.severity = "ERROR",
                  .sqlstate = in_text ? "08P01" : "22021",
                  .message = in_text ? "invalid message format" : "invalid byte sequence for encoding \"UTF8\": 0x00"};
}

// Parameters as libpq takes them. The pointers are good as long as the Params are.
struct Values {
  explicit Values(std::span<const Param> params) {
    pointers.reserve(params.size());
    for (const Param& param : params) {
      pointers.push_back(param ? param->c_str() : nullptr);
      wire += 4 + (param ? param->size() : 0);
      nul = nul || (param && has_nul(*param));
    }
  }
  [[nodiscard]] int count() const { return static_cast<int>(pointers.size()); }
  // Bind, Describe and Execute.
  [[nodiscard]] std::uint64_t bind_size(std::size_t name) const {
    return k_header + 1 + name + 1 + 2 + 2 + wire + 4 + (k_header + 2) + (k_header + 1 + 4);
  }

  std::vector<const char*> pointers;
  std::uint64_t wire = 0;
  bool nul = false;
};

std::uint64_t parse_size(std::size_t name, std::size_t sql) {
  return k_header + name + 1 + sql + 1 + 2;
}

}  // namespace

LibpqConnection::LibpqConnection(Conn conn, const Stop& stop, std::chrono::seconds stop_patience)
    : m_conn(std::move(conn)), m_stop(stop), m_stop_patience(stop_patience) {}

Reply LibpqConnection::run(std::string_view sql) {
  ++m_traffic.statements;
  const Cancellable cancellable = cancellable_now();
  if (m_lost || !leave_pipeline()) return lost_reply();
  const bool nul = has_nul(sql);
  const std::string text(nul ? k_never_parses : sql);
  sent_or_lost(PQsendQuery(m_conn.get(), text.c_str()), k_header + text.size() + 1);
  count_round_trip(m_traffic.round_trips);
  Reply reply = run_connected(cancellable);
  settle_cancel();
  if (nul) explain_nul(reply, true);
  return reply;
}

Reply LibpqConnection::run_connected(Cancellable cancellable) {
  Reply reply;
  reply.kind = Reply::Kind::empty;
  bool decided = false;  // the first error, or a COPY, is the answer whatever follows
  while (Result result = next_result(cancellable)) {
    const ExecStatusType status = PQresultStatus(result.get());
    const bool copy = status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
    Reply next = copy ? end_copy(result, cancellable) : to_reply(std::move(result));
    if (decided) continue;
    reply = std::move(next);
    decided = !reply.ok();
  }
  m_traffic.bytes_received += k_ready_for_query;
  if (m_lost && !decided) return lost_reply();
  return reply;
}

void LibpqConnection::send(std::string_view sql, std::span<const Param> params) {
  ++m_traffic.statements;
  const Values values(params);
  const auto unsendable = has_nul(sql) ? Unsendable::nul_in_text
                          : values.nul ? Unsendable::nul_in_parameter
                                       : Unsendable::none;
  expect(Expected::What::statement, unsendable);
  if (!enter_pipeline()) return;
  const bool replaced = unsendable != Unsendable::none;
  const std::string text(replaced ? k_never_parses : sql);
  sent_or_lost(PQsendQueryParams(m_conn.get(), text.c_str(), replaced ? 0 : values.count(), nullptr,
                                 values.pointers.data(), nullptr, nullptr, 0),
               parse_size(0, text.size()) + values.bind_size(0));
}

void LibpqConnection::send_prepare(const std::string& name, std::string_view sql) {
  const bool nul = has_nul(sql);
  expect(Expected::What::statement, nul ? Unsendable::nul_in_text : Unsendable::none);
  if (!enter_pipeline()) return;
  const std::string text(nul ? k_never_parses : sql);
  sent_or_lost(PQsendPrepare(m_conn.get(), name.c_str(), text.c_str(), 0, nullptr),
               parse_size(name.size(), text.size()));
}

void LibpqConnection::send_prepared(const std::string& name, std::span<const Param> params) {
  ++m_traffic.statements;
  const Values values(params);
  expect(Expected::What::statement, values.nul ? Unsendable::nul_in_parameter : Unsendable::none);
  if (!enter_pipeline()) return;
  const int result = values.nul
                         ? PQsendQueryParams(m_conn.get(), k_never_parses, 0, nullptr, nullptr, nullptr, nullptr, 0)
                         : PQsendQueryPrepared(m_conn.get(), name.c_str(), values.count(), values.pointers.data(),
                                               nullptr, nullptr, 0);
  sent_or_lost(result, values.bind_size(name.size()));
}

void LibpqConnection::send_sync() {
  expect(Expected::What::sync, Unsendable::none);
  if (!enter_pipeline()) return;
  sent_or_lost(PQpipelineSync(m_conn.get()), k_header);
  m_synced = true;
}

void LibpqConnection::send_flush() {
  if (!enter_pipeline()) return;
  sent_or_lost(PQsendFlushRequest(m_conn.get()), k_header);
  // Older libpq leave the request in the buffer; the server can begin while the caller does something else.
  if (!m_lost && PQflush(m_conn.get()) < 0) lose(PQerrorMessage(m_conn.get()));
}

Reply LibpqConnection::receive() {
  if (m_expected.empty()) return lost_reply();
  const Expected expected = m_expected.front();
  m_expected.pop_front();
  if (m_lost) return lost_reply();
  count_round_trip(expected.sent_at);
  return expected.what == Expected::What::sync ? receive_sync(expected) : receive_statement(expected);
}

Reply LibpqConnection::receive_sync(const Expected& expected) {
  const Result result = next_result(expected.cancellable);
  if (m_lost) return lost_reply();
  if (!result || PQresultStatus(result.get()) != PGRES_PIPELINE_SYNC) {
    ServerError error = result ? error_of(result.get()) : ServerError{};
    lose(error.message.empty() ? "the answers of the server are out of step" : error.message);
    return lost_reply();
  }
  m_traffic.bytes_received += k_ready_for_query;
  return Reply{.kind = Reply::Kind::sync};
}

Reply LibpqConnection::receive_statement(const Expected& expected) {
  Result result = next_result(expected.cancellable);
  if (!result) {
    lose("the answers of the server are out of step");
    return lost_reply();
  }
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
    // The server takes what was sent after it for data: the session cannot be brought back into step.
    lose("COPY with the client is not possible in a pipeline");
    return lost_reply();
  }
  Reply reply = to_reply(std::move(result));
  // libpq ends the results of each statement with a null one.
  while (!m_lost && next_result(expected.cancellable)) {
  }
  settle_cancel();
  if (reply.ok()) m_traffic.bytes_received += k_acknowledged;
  if (expected.unsendable != Unsendable::none) explain_nul(reply, expected.unsendable == Unsendable::nul_in_text);
  return reply;
}

Reply LibpqConnection::to_reply(Result result) {
  Reply reply;
  m_traffic.bytes_received += wire_size(result.get());
  switch (PQresultStatus(result.get())) {
    case PGRES_EMPTY_QUERY:
      reply.kind = Reply::Kind::empty;
      break;
    case PGRES_COMMAND_OK:
      reply.kind = Reply::Kind::command;
      reply.tag = PQcmdStatus(result.get());
      break;
    case PGRES_TUPLES_OK:
      reply.kind = Reply::Kind::rows;
      reply.tag = PQcmdStatus(result.get());
      reply.table = std::make_unique<ResultTable>(result.get());
      break;
    case PGRES_PIPELINE_ABORTED:
      reply.kind = Reply::Kind::skipped;
      break;
    default:
      reply.kind = Reply::Kind::error;
      reply.error = error_of(result.get());
      if (reply.error.connection_lost) m_lost = reply.error;
      break;
  }
  return reply;
}

Reply LibpqConnection::end_copy(const Result& result, Cancellable cancellable) {
  Reply reply;
  reply.kind = Reply::Kind::copy;
  if (PQresultStatus(result.get()) == PGRES_COPY_OUT) {
    reply.tag = "(H) CopyOutResponse";
    for (;;) {
      char* row = nullptr;
      const int length = PQgetCopyData(m_conn.get(), &row, 1);
      if (length > 0) {
        m_traffic.bytes_received += k_header + static_cast<std::uint64_t>(length);
        PQfreemem(row);
      } else if (length < 0 || !wait(cancellable)) {
        break;
      }
    }
    return reply;
  }
  reply.tag = "(G) CopyInResponse";
  while (PQputCopyEnd(m_conn.get(), "COPY with the client is not supported") == 0) {
    if (!wait(cancellable)) break;
  }
  ++m_traffic.round_trips;
  return reply;
}

LibpqConnection::Cancellable LibpqConnection::cancellable_now() const {
  return m_stop.requested() ? Cancellable::no : Cancellable::yes;
}

void LibpqConnection::expect(Expected::What what, Unsendable unsendable) {
  m_expected.push_back({what, cancellable_now(), unsendable, m_traffic.round_trips});
}

// The answer to what was sent after the last round trip had begun is another one. Counted by what follows from what,
// not by whether there was really a wait, so that the number does not hang on how quick the server is.
void LibpqConnection::count_round_trip(std::uint64_t sent_at) {
  if (sent_at == m_traffic.round_trips) ++m_traffic.round_trips;
}

void LibpqConnection::sent_or_lost(int libpq_result, std::uint64_t bytes) {
  if (m_lost) return;
  if (libpq_result == 0) {
    lose(PQerrorMessage(m_conn.get()));
    return;
  }
  m_traffic.bytes_sent += bytes;
  m_synced = false;
}

bool LibpqConnection::enter_pipeline() {
  if (m_lost) return false;
  if (PQpipelineStatus(m_conn.get()) != PQ_PIPELINE_OFF) return true;
  if (PQenterPipelineMode(m_conn.get()) == 1) return true;
  lose(PQerrorMessage(m_conn.get()));
  return false;
}

bool LibpqConnection::leave_pipeline() {
  if (PQpipelineStatus(m_conn.get()) == PQ_PIPELINE_OFF) return true;
  if (!m_synced) {
    // The last group was ended by a flush only; a simple query needs the server to be idle.
    send_sync();
    while (!m_lost && !m_expected.empty()) static_cast<void>(receive());
  }
  if (m_lost) return false;
  if (PQexitPipelineMode(m_conn.get()) == 1) {
    m_synced = true;
    return true;
  }
  lose(PQerrorMessage(m_conn.get()));
  return false;
}

Reply LibpqConnection::lost_reply() const {
  Reply reply;
  reply.kind = Reply::Kind::error;
  reply.error = m_lost ? *m_lost : ServerError{.message = "no answer is outstanding", .connection_lost = true};
  return reply;
}

void LibpqConnection::lose(std::string reason) {
  if (m_lost) return;
  reason = reason.substr(0, reason.find('\n'));
  m_lost = ServerError{.message = std::move(reason), .connection_lost = true};
}

TransactionStatus LibpqConnection::transaction_status() const {
  if (m_lost) return TransactionStatus::unknown;
  switch (PQtransactionStatus(m_conn.get())) {
    case PQTRANS_IDLE:
      return TransactionStatus::idle;
    case PQTRANS_ACTIVE:
      return TransactionStatus::active;
    case PQTRANS_INTRANS:
      return TransactionStatus::in_transaction;
    case PQTRANS_INERROR:
      return TransactionStatus::in_failed_transaction;
    case PQTRANS_UNKNOWN:
      break;
  }
  return TransactionStatus::unknown;
}

int LibpqConnection::server_version() const {
  return PQserverVersion(m_conn.get());
}

int LibpqConnection::backend_pid() const {
  return PQbackendPID(m_conn.get());
}

}  // namespace plumb::pg
