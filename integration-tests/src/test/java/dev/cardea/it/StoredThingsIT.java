package dev.cardea.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.beta.files.FileUploadParams;
import com.anthropic.models.messages.batches.BatchCreateParams.Request;
import com.anthropic.models.messages.batches.MessageBatch;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.errors.NotFoundException;
import com.openai.errors.PermissionDeniedException;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files, batches and answers of old by the unmodified SDKs of OpenAI and Anthropic, for two organizations
/// that share one account at each provider and must not meet there.
class StoredThingsIT {
    private StoringProvider provider;
    private RunningCardea cardea;
    private String otherKey;

    @TempDir Path folder;

    @BeforeEach
    void start() throws IOException {
        provider = new StoringProvider();
        cardea =
                RunningCardea.start(
                        folder,
                        """
                        providers:
                          - {name: openai, dialect: openai, base_url: "%1$s/v1", api_key: "%2$s", models: [m1, m2]}
                          - {name: anthropic, dialect: anthropic, base_url: "%1$s", api_key: "%2$s", models: [claude-x]}
                        """
                                .formatted(provider.url(), SdkUpstream.CREDENTIAL));
        otherKey = keyOf("Other", "[]");
    }

    @AfterEach
    void stop() {
        cardea.close();
        provider.close();
    }

    /// A key of a new organization.
    private String keyOf(String organization, String models) {
        String id = make("organizations", "{\"name\":\"%s\"}".formatted(organization), "id");
        String team = make("teams", "{\"organization\":\"%s\",\"name\":\"t\"}".formatted(id), "id");
        String application =
                make("applications", "{\"team\":\"%s\",\"name\":\"a\"}".formatted(team), "id");
        String owner =
                make(
                        "owners",
                        "{\"organization\":\"%s\",\"kind\":\"service_account\",\"name\":\"o\"}"
                                .formatted(id),
                        "id");
        return make(
                "keys",
                "{\"name\":\"k\",\"application\":\"%s\",\"owner\":\"%s\",\"grants\":{\"models\":%s}}"
                        .formatted(application, owner, models),
                "secret");
    }

    private String make(String kind, String json, String member) {
        return cardea.admin("POST", "/admin/v1/" + kind, json).path(member).asString();
    }

    private OpenAIClient openAi(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(cardea.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private AnthropicClient anthropic(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(cardea.url())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static String lines(String... models) {
        StringBuilder lines = new StringBuilder();
        for (String model : models) {
            lines.append(
                    "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"%s\",\"messages\":[]}}\n"
                            .formatted(model));
        }
        return lines.toString();
    }

    private static FileObject upload(OpenAIClient client, String content) {
        return client.files()
                .create(
                        FileCreateParams.builder()
                                .purpose(FilePurpose.BATCH)
                                .file(
                                        MultipartField.<InputStream>builder()
                                                .value(
                                                        new ByteArrayInputStream(
                                                                content.getBytes(UTF_8)))
                                                .filename("batch.jsonl")
                                                .build())
                                .build());
    }

    private static Batch order(OpenAIClient client, String file) {
        return client.batches()
                .create(
                        BatchCreateParams.builder()
                                .inputFileId(file)
                                .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                                .completionWindow(BatchCreateParams.CompletionWindow._24H)
                                .build());
    }

    private static String text(InputStream content) throws IOException {
        try (content) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }

    @Test
    void openAisClientKeepsFilesAndBatchesForItsOrganization() throws IOException {
        OpenAIClient mine = openAi(cardea.key());
        OpenAIClient others = openAi(otherKey);
        FileObject file = upload(mine, lines("m1", "m2"));
        upload(others, lines("m1"));
        Batch batch = order(mine, file.id());
        Batch done = mine.batches().retrieve(batch.id());
        String output = done.outputFileId().orElseThrow();

        assertThat(mine.files().retrieve(file.id()).filename()).isEqualTo("a.txt");
        try (var content = mine.files().content(output)) {
            assertThat(text(content.body())).isEqualTo("done");
        }
        assertThat(mine.files().list().data())
                .extracting(FileObject::id)
                .containsExactly(output, file.id());
        assertThat(mine.batches().list().data()).extracting(Batch::id).containsExactly(batch.id());
        assertThat(others.batches().list().data()).isEmpty();
        assertThat(mine.batches().cancel(batch.id()).id()).isEqualTo(batch.id());

        int before = provider.calls().size();
        List<Runnable> strange =
                List.of(
                        () -> others.files().retrieve(file.id()),
                        () -> others.files().delete(file.id()),
                        () -> others.files().retrieve(output),
                        () -> others.batches().retrieve(batch.id()),
                        () -> others.batches().cancel(batch.id()),
                        () -> order(others, file.id()),
                        () -> order(mine, "file-unheard"));
        strange.forEach(it -> assertThatThrownBy(it::run).isInstanceOf(NotFoundException.class));
        assertThat(provider.calls()).hasSize(before);

        cardea = cardea.restarted();
        OpenAIClient again = openAi(cardea.key());
        assertThat(again.batches().retrieve(batch.id()).id()).isEqualTo(batch.id());
        assertThat(order(again, file.id()).id()).isNotEqualTo(batch.id());
        assertThatThrownBy(() -> openAi(otherKey).batches().retrieve(batch.id()))
                .isInstanceOf(NotFoundException.class);
        assertThat(again.files().delete(file.id()).deleted()).isTrue();
    }

    @Test
    void aModelThatTheKeyMayNotUseIsToldByItsLine() {
        OpenAIClient client = openAi(keyOf("Third", "[\"m1\"]"));

        assertThatThrownBy(() -> upload(client, lines("m1", "m1", "m2")))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageContaining("m2 (line 3 of the batch)");
        assertThat(provider.calls()).isEmpty();
        assertThat(upload(client, lines("m1", "m1")).id()).isNotEmpty();
    }

    @Test
    void openAisClientReadsItsAnswersOfOld() {
        OpenAIClient mine = openAi(cardea.key());
        OpenAIClient others = openAi(otherKey);
        Response answer =
                mine.responses()
                        .create(ResponseCreateParams.builder().model("m1").input("hi").build());

        assertThat(mine.responses().retrieve(answer.id()).id()).isEqualTo(answer.id());
        assertThat(mine.responses().inputItems().list(answer.id()).data()).hasSize(1);
        assertThat(mine.responses().cancel(answer.id()).id()).isEqualTo(answer.id());
        assertThatThrownBy(() -> others.responses().retrieve(answer.id()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> others.responses().inputItems().list(answer.id()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> others.responses().delete(answer.id()))
                .isInstanceOf(NotFoundException.class);
        mine.responses().delete(answer.id());
        assertThatThrownBy(() -> mine.responses().retrieve(answer.id()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void anthropicsClientKeepsFilesForItsOrganization() throws IOException {
        AnthropicClient mine = anthropic(cardea.key());
        AnthropicClient others = anthropic(otherKey);
        var file =
                mine.beta()
                        .files()
                        .upload(
                                FileUploadParams.builder()
                                        .file(
                                                com.anthropic.core.MultipartField
                                                        .<InputStream>builder()
                                                        .value(
                                                                new ByteArrayInputStream(
                                                                        "hello".getBytes(UTF_8)))
                                                        .filename("a.txt")
                                                        .build())
                                        .build());

        assertThat(mine.beta().files().retrieveMetadata(file.id()).sizeBytes()).isEqualTo(5);
        try (var content = mine.beta().files().download(file.id())) {
            assertThat(text(content.body())).isEqualTo("hello");
        }
        assertThat(mine.beta().files().list().data()).hasSize(1);
        assertThat(others.beta().files().list().data()).isEmpty();
        assertThatThrownBy(() -> others.beta().files().download(file.id()))
                .isInstanceOf(com.anthropic.errors.NotFoundException.class);
        assertThatThrownBy(() -> openAi(cardea.key()).files().retrieve(file.id()))
                .isInstanceOf(NotFoundException.class);
        assertThat(mine.beta().files().delete(file.id()).id()).isEqualTo(file.id());
    }

    private static MessageBatch order(AnthropicClient client, String... models) {
        var params = com.anthropic.models.messages.batches.BatchCreateParams.builder();
        for (String model : models) {
            params.addRequest(
                    Request.builder()
                            .customId("a")
                            .params(
                                    Request.Params.builder()
                                            .model(model)
                                            .maxTokens(8)
                                            .addUserMessage("hi")
                                            .build())
                            .build());
        }
        return client.messages().batches().create(params.build());
    }

    @Test
    void anthropicsClientHasBatchesOfItsOrganization() {
        AnthropicClient mine = anthropic(cardea.key());
        AnthropicClient others = anthropic(otherKey);
        MessageBatch batch = order(mine, "claude-x", "claude-x");

        assertThat(mine.messages().batches().retrieve(batch.id()).resultsUrl())
                .contains("/v1/messages/batches/" + batch.id() + "/results");
        try (var results = mine.messages().batches().resultsStreaming(batch.id())) {
            assertThat(results.stream().map(it -> it.customId())).containsExactly("a");
        }
        assertThat(mine.messages().batches().list().data()).hasSize(1);
        assertThat(mine.messages().batches().cancel(batch.id()).id()).isEqualTo(batch.id());
        assertThat(others.messages().batches().list().data()).isEmpty();
        assertThatThrownBy(() -> others.messages().batches().retrieve(batch.id()))
                .isInstanceOf(com.anthropic.errors.NotFoundException.class);
        assertThatThrownBy(() -> others.messages().batches().delete(batch.id()))
                .isInstanceOf(com.anthropic.errors.NotFoundException.class);
        assertThatThrownBy(() -> order(mine, "claude-x", "claude-y"))
                .isInstanceOf(com.anthropic.errors.NotFoundException.class)
                .hasMessageContaining("request 2 of the batch");
        assertThat(mine.messages().batches().delete(batch.id()).id()).isEqualTo(batch.id());
    }
}
