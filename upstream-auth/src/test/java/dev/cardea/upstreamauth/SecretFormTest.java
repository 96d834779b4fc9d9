package dev.cardea.upstreamauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.SecretText;
import dev.cardea.upstreamauth.SecretForm.AwsKeys;
import dev.cardea.upstreamauth.SecretForm.EntraClient;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SecretFormTest {
    private static final String AWS_SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static SecretForm form(Dialect dialect, String secret) {
        return SecretForm.of(dialect, new SecretText(secret));
    }

    private static String fault(Dialect dialect, String secret) {
        return ProviderAuth.forms().fault(dialect, new SecretText(secret)).orElse("");
    }

    @Test
    void anAwsKeyIsTwoPartsOrThreeOrFour() {
        assertThat(form(Dialect.BEDROCK, "AKIDEXAMPLEEXAMPLE:" + AWS_SECRET))
                .isEqualTo(
                        new AwsKeys(
                                "AKIDEXAMPLEEXAMPLE",
                                new SecretText(AWS_SECRET),
                                new SecretText(""),
                                ""));
        assertThat(form(Dialect.BEDROCK, "ASIDEXAMPLEEXAMPLE:" + AWS_SECRET + ":tok/en=:eu-west-1"))
                .isEqualTo(
                        new AwsKeys(
                                "ASIDEXAMPLEEXAMPLE",
                                new SecretText(AWS_SECRET),
                                new SecretText("tok/en="),
                                "eu-west-1"));
        assertThat(
                        form(
                                Dialect.BEDROCK,
                                "{\"access_key_id\":\"AKIDEXAMPLEEXAMPLE\",\"secret_access_key\":\"%s\",\"region\":\"us-east-1\"}"
                                        .formatted(AWS_SECRET)))
                .isInstanceOfSatisfying(
                        AwsKeys.class, it -> assertThat(it.region()).isEqualTo("us-east-1"));
    }

    @Test
    void aBedrockApiKeyIsSentAsItIs() {
        assertThat(form(Dialect.BEDROCK, "ABSKabc"))
                .isInstanceOfSatisfying(
                        SecretForm.Key.class,
                        it -> assertThat(it.field().value()).isEqualTo("Bearer ABSKabc"));
    }

    @Test
    void anEntraApplicationIsThreeParts() {
        assertThat(form(Dialect.AZURE_OPENAI, "contoso.example:1234-5678:a:b"))
                .isInstanceOfSatisfying(
                        EntraClient.class,
                        it -> {
                            assertThat(it.tenant()).isEqualTo("contoso.example");
                            assertThat(it.secret()).isEqualTo(new SecretText("a:b"));
                            assertThat(it.authority())
                                    .isEqualTo(URI.create("https://login.microsoftonline.com"));
                        });
    }

    @Test
    void tokensAndKeysOfTheSameDialectGoIntoTheirOwnFields() {
        assertThat(form(Dialect.AZURE_OPENAI, "eyJhbGci.x.y"))
                .isInstanceOfSatisfying(
                        SecretForm.Key.class,
                        it -> assertThat(it.field().name()).isEqualTo("authorization"));
        assertThat(form(Dialect.VERTEX, "AIzaSy123"))
                .isInstanceOfSatisfying(
                        SecretForm.Key.class,
                        it -> assertThat(it.field().name()).isEqualTo("x-goog-api-key"));
        assertThat(form(Dialect.VERTEX, "ya29.abc"))
                .isInstanceOfSatisfying(
                        SecretForm.Key.class,
                        it -> assertThat(it.field().value()).isEqualTo("Bearer ya29.abc"));
    }

    @Test
    void saysWhatIsWrongAndShowsNothingOfIt() {
        assertThat(fault(Dialect.BEDROCK, "hunter2:" + AWS_SECRET))
                .contains("id is 16 or more")
                .doesNotContain("hunter2")
                .doesNotContain(AWS_SECRET);
        assertThat(fault(Dialect.BEDROCK, "AKIDEXAMPLEEXAMPLE:short")).contains("found 5");
        assertThat(fault(Dialect.BEDROCK, "a:b:c:d:e")).contains("found 5 parts");
        assertThat(fault(Dialect.BEDROCK, "{\"access_key_id\":\"AKIDEXAMPLEEXAMPLE\"}"))
                .contains("'secret_access_key'");
        assertThat(fault(Dialect.VERTEX, "{hunter2")).contains("JSON").doesNotContain("hunter2");
        assertThat(fault(Dialect.VERTEX, "{\"type\":\"authorized_user\"}"))
                .contains("'service_account'");
        assertThat(
                        fault(
                                Dialect.VERTEX,
                                "{\"type\":\"service_account\",\"client_email\":\"a\",\"private_key\":\"hunter2\",\"private_key_id\":\"1\",\"client_id\":\"2\"}"))
                .contains("private_key")
                .doesNotContain("hunter2");
        assertThat(fault(Dialect.AZURE_OPENAI, "tenant:client")).contains("found 2 parts");
        assertThat(
                        fault(
                                Dialect.AZURE_OPENAI,
                                "{\"tenant_id\":\"ten\",\"client_id\":\"cli\",\"client_secret\":\"s\",\"authority_host\":\"http://10.0.0.1\"}"))
                .contains("'authority_host'");
        assertThat(fault(Dialect.OPENAI, "sk\nx")).contains("character 3");
        assertThat(fault(Dialect.OPENAI, "sk-x")).isEmpty();
    }

    @Test
    void nothingThatIsPrintedShowsASecret() {
        assertThat(form(Dialect.BEDROCK, "AKIDEXAMPLEEXAMPLE:" + AWS_SECRET).toString())
                .doesNotContain(AWS_SECRET);
        assertThat(form(Dialect.AZURE_OPENAI, "contoso:cli:s3cret").toString())
                .doesNotContain("s3cret");
        assertThat(SecretFields.read("{\"a\":\"s3cret\"}", "it").toString())
                .doesNotContain("s3cret");
    }
}
