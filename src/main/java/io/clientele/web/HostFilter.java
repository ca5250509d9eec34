package io.clientele.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers only under the names that the server is known by; so a foreign name that is led here gets nothing (DNS rebinding). */
final class HostFilter extends OncePerRequestFilter {

    private final Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]"));
    private final Denial denial;

    HostFilter(List<String> hosts, Denial denial) {
        hosts.forEach(host -> names.add(host.toLowerCase(Locale.ROOT)));
        this.denial = denial;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (names.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
            chain.doFilter(request, response);
        } else {
            denial.send(response, HttpStatus.MISDIRECTED_REQUEST, "The server is not known by this name");
        }
    }
}
