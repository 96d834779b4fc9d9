package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryTextTest {
    @Test
    void credentialsStayHere() {
        assertThat(QueryText.withoutCredential("beta=true&key=abc&x=1")).isEqualTo("beta=true&x=1");
        assertThat(QueryText.withoutCredential("k%65y=abc")).isEmpty();
        assertThat(QueryText.withoutCredential("API_KEY=abc&alt=sse")).isEqualTo("alt=sse");
        assertThat(QueryText.withoutCredential("note=cda_live_sk_x")).isEmpty();
        assertThat(QueryText.withoutCredential("note=%63da_live_sk_x")).isEmpty();
    }

    @Test
    void everythingElseGoesOnAsItCame() {
        assertThat(QueryText.withoutCredential("a=%zz&&b=+%20&c")).isEqualTo("a=%zz&&b=+%20&c");
        assertThat(QueryText.withoutCredential("")).isEmpty();
        assertThat(QueryText.withoutCredential("monkey=1&keys=2")).isEqualTo("monkey=1&keys=2");
    }

    @Test
    void aParameterIsReadAndReplaced() {
        assertThat(QueryText.value("limit=5&after=a%2Db", "after")).isEqualTo("a-b");
        assertThat(QueryText.value("x=1", "after")).isEmpty();
        assertThat(QueryText.with("", "after", "b")).isEqualTo("after=b");
        assertThat(QueryText.with("after=a&limit=5&%61fter=c&after", "after", "b"))
                .isEqualTo("limit=5&after=b");
    }
}
