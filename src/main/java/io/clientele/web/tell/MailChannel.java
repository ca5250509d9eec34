package io.clientele.web.tell;

import java.io.IOException;
import java.util.List;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/** A mail to everybody, in plain text. */
record MailChannel(JavaMailSender sender, String from, List<String> to) implements Channel {

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Topic topic() {
        return Topic.NIGHTS;
    }

    @Override
    public void tell(Notice notice) throws IOException {
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom(from);
        mail.setTo(to.toArray(String[]::new));
        mail.setSubject("Clientele: " + notice.subject());
        mail.setText(notice.body());
        try {
            sender.send(mail);
        } catch (MailException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
