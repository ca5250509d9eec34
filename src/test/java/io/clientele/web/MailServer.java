package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of SMTP (RFC 5321, and PLAIN of RFC 4954) as a sender needs. */
final class MailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();

    MailServer() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Each mail with its headers. */
    List<String> received() {
        return received;
    }

    /** A mail as it came, and as its reader sees it. */
    static String shown(String mail) {
        try {
            Object text =
                    new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))).getContent();
            assertThat(text).isInstanceOf(String.class);
            return mail + text;
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By what senders have said who they are, in base 64. */
    List<String> credentials() {
        return credentials;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket sender = socket.accept()) {
                talk(sender);
            } catch (IOException e) {
                received.removeIf(String::isEmpty); // the sender or the test is gone
            }
        }
    }

    private void talk(Socket sender) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(sender.getInputStream(), StandardCharsets.UTF_8));
        say(sender, "220 test");
        String line = in.readLine();
        while (line != null && !line.startsWith("QUIT")) {
            if (line.startsWith("DATA")) {
                say(sender, "354 go on");
                received.add(mail(in));
                say(sender, "250 ok");
            } else if (line.startsWith("EHLO")) {
                say(sender, "250-test");
                say(sender, "250 AUTH PLAIN");
            } else if (line.startsWith("AUTH PLAIN ")) {
                credentials.add(line.substring("AUTH PLAIN ".length()));
                say(sender, "235 ok");
            } else {
                say(sender, "250 ok");
            }
            line = in.readLine();
        }
        say(sender, "221 bye");
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String text = in.readLine(); !".".equals(text); text = in.readLine()) {
            mail.append(text).append('\n');
        }
        return mail.toString();
    }

    private static void say(Socket sender, String line) throws IOException {
        sender.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
