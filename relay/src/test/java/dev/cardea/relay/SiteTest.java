package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class SiteTest {
    @Test
    void readsABaseUrl() {
        Site site = Site.of(URI.create("https://api.example/v1/"));

        assertThat(site.origin()).isEqualTo(new Site.Origin(true, "api.example", 443, false));
        assertThat(site.basePath()).isEqualTo("/v1");
        assertThat(site.origin().authority()).isEqualTo("api.example");
        assertThat(Site.of(URI.create("HTTP://[::1]:8080")).origin().authority())
                .isEqualTo("[::1]:8080");
        assertThat(Site.of(URI.create("http://x:443")).origin().authority()).isEqualTo("x:443");
    }

    @Test
    void refusesWhatLeadsNowhereOrHidesSomething() {
        for (String url :
                new String[] {
                    "ftp://x", "/v1", "https:///v1", "https://u:p@x/", "https://x/?k=1"
                }) {
            assertThatThrownBy(() -> Site.of(URI.create(url)))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("u:p");
        }
    }
}
