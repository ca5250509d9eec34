package io.clientele.web;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import tools.jackson.databind.json.JsonMapper;

/** Bearer tokens and nothing else: no session, no cookie, so nothing that a browser sends by itself. Desks ask a second time. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
class Security {

    @Bean
    SecurityFilterChain everything(
            HttpSecurity http,
            Tokens tokens,
            JsonMapper json,
            InstantSource clock,
            @Value("${serve.triggers-per-minute}") int triggers,
            @Value("${serve.wrong-tokens-per-minute}") int wrongTokens) {
        Denial denial = new Denial(json);
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .addFilterBefore(
                        new TokenFilter(tokens, new Pace(wrongTokens, clock), denial),
                        AnonymousAuthenticationFilter.class)
                .addFilterAfter(new TriggerFilter(new Pace(triggers, clock), denial), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                    Access.PUBLIC.forEach(path ->
                            requests.requestMatchers(HttpMethod.GET, path).permitAll());
                    Access.RULES.forEach(rule -> requests.requestMatchers(rule.method(), rule.path())
                            .hasAuthority(rule.role().name()));
                    requests.anyRequest().denyAll();
                })
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint((request, response, failure) -> denial.send(
                                        response,
                                        HttpStatus.UNAUTHORIZED,
                                        "A token is needed, in the header Authorization: Bearer"))
                                .accessDeniedHandler((request, response, failure) ->
                                        denial.send(response, HttpStatus.FORBIDDEN, Denial.NOT_ALLOWED)))
                .build();
    }
}
