package dev.cardea.dialect.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.hub.Turn.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownMediaTest {
    private static final Part IMAGE =
            new Part.Image(new Media.Inline("image/png", Raw.text("AA==")), null, null);
    private static final Part WHOSE = text("What the assistant's last answer showed:");
    private static final Part ELSEWHERE = text("(in the next message)");

    private static Part text(String words) {
        return Part.Text.of(Raw.text(words));
    }

    private static Turn user(Part... parts) {
        return new Turn(Role.USER, List.of(parts));
    }

    private static Turn assistant(Part... parts) {
        return new Turn(Role.ASSISTANT, List.of(parts));
    }

    @Test
    void turnsThatShowNothingStayTheSame() {
        List<Turn> turns = List.of(user(text("a"), IMAGE), assistant(text("b")));

        assertThat(ShownMedia.moved(turns)).isSameAs(turns);
    }

    @Test
    void whatIsShownStandsInFrontOfWhatTheUserSaysNext() {
        Turn later = new Turn(Role.SYSTEM, List.of(text("s")));

        assertThat(
                        ShownMedia.moved(
                                List.of(
                                        assistant(text("a"), IMAGE, text("b")),
                                        later,
                                        user(text("c")),
                                        assistant(text("d")))))
                .containsExactly(
                        assistant(text("a"), text("b")),
                        later,
                        user(WHOSE, IMAGE, text("c")),
                        assistant(text("d")));
    }

    @Test
    void aTurnOfTheUsersIsMadeWhereNoneFollows() {
        Part video = new Part.Video(new Media.Inline("video/mp4", Raw.text("AA==")));

        assertThat(ShownMedia.moved(List.of(assistant(IMAGE), assistant(text("a"), video))))
                .containsExactly(
                        assistant(ELSEWHERE),
                        user(WHOSE, IMAGE),
                        assistant(text("a")),
                        user(WHOSE, video));
    }
}
