package io.clientele.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says who asks, by the token. A token that is not known is refused, also where none is needed; and after too many of them an address
 * is not listened to for a while, whatever token it comes with.
 */
final class TokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;
    private final Pace wrongTokens;
    private final Denial denial;

    TokenFilter(Tokens tokens, Pace wrongTokens, Denial denial) {
        this.tokens = tokens;
        this.wrongTokens = wrongTokens;
        this.denial = denial;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            chain.doFilter(request, response);
            return;
        }
        Duration pause = wrongTokens.pause(request.getRemoteAddr());
        if (!pause.isZero()) {
            denial.sendTooMany(response, pause, "Too many tokens that are not known came from this address");
            return;
        }
        Optional<Token> token =
                header.startsWith(SCHEME) ? tokens.find(header.substring(SCHEME.length())) : Optional.empty();
        if (token.isEmpty()) {
            wrongTokens.take(request.getRemoteAddr());
            denial.send(response, HttpStatus.UNAUTHORIZED, "The token is not known");
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                token.get().name(), null, token.get().role().authorities()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
