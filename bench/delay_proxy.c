// SPDX-License-Identifier: Apache-2.0
// A loopback proxy that makes the network longer: delay_proxy SERVER_PORT ONE_WAY_MICROSECONDS
// Prints the port it listens on, then serves one connection after the other until its standard input ends. What arrives at one end leaves at the other end
// the given time later, in order and whole: latency without a limit on bandwidth.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct piece {
  struct piece *next;
  int64_t due;
  size_t size, sent;
  char data[];
};

struct line {
  int from, to, ended;
  struct piece *first, **last;
};

static int64_t now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int tcp(void) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

static void take(struct line *l, int64_t delay) {
  static char buffer[1 << 16];
  ssize_t got = read(l->from, buffer, sizeof buffer);
  if (got <= 0) {
    l->ended = 1;
    return;
  }
  struct piece *p = malloc(sizeof *p + (size_t)got);
  p->next = NULL, p->due = now_us() + delay, p->size = (size_t)got, p->sent = 0;
  memcpy(p->data, buffer, (size_t)got);
  *l->last = p, l->last = &p->next;
}

static void give(struct line *l) {
  while (l->first && l->first->due <= now_us()) {
    struct piece *p = l->first;
    ssize_t put = send(l->to, p->data + p->sent, p->size - p->sent, MSG_NOSIGNAL);
    if (put < 0) put = (ssize_t)(p->size - p->sent);
    p->sent += (size_t)put;
    if (p->sent < p->size) return;
    l->first = p->next;
    if (!l->first) l->last = &l->first;
    free(p);
  }
}

static void serve(int client, int port, int64_t delay) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int server = tcp(), one = 1;
  setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(server, (struct sockaddr *)&to, sizeof to)) return;
  struct line lines[2] = {{client, server, 0, NULL, NULL}, {server, client, 0, NULL, NULL}};
  lines[0].last = &lines[0].first, lines[1].last = &lines[1].first;
  while (!((lines[0].ended && !lines[0].first) || (lines[1].ended && !lines[1].first))) {
    struct pollfd fds[2] = {{lines[0].ended ? -1 : client, POLLIN, 0}, {lines[1].ended ? -1 : server, POLLIN, 0}};
    int64_t wait = -1;
    for (int i = 0; i < 2; i++)
      if (lines[i].first && (wait < 0 || lines[i].first->due - now_us() < wait)) wait = lines[i].first->due - now_us();
    struct timespec timeout = {0, (wait > 0 ? wait : 0) * 1000};
    ppoll(fds, 2, lines[0].first || lines[1].first ? &timeout : NULL, NULL);
    for (int i = 0; i < 2; i++)
      if (fds[i].revents) take(&lines[i], delay);
    give(&lines[0]), give(&lines[1]);
  }
  close(client), close(server);
}

int main(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "delay_proxy SERVER_PORT ONE_WAY_MICROSECONDS\n"), 2;
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  int listener = tcp();
  if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 16) || getsockname(listener, (struct sockaddr *)&at, &size))
    return perror("delay_proxy"), 1;
  printf("%d\n", ntohs(at.sin_port));
  fflush(stdout);
  for (;;) {
    struct pollfd fds[2] = {{listener, POLLIN, 0}, {0, POLLIN, 0}};
    poll(fds, 2, -1);
    if (fds[1].revents) return 0;
    if (fds[0].revents) serve(accept4(listener, NULL, NULL, SOCK_CLOEXEC), atoi(argv[1]), atoll(argv[2]));
  }
}
