package dev.cardea.control.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsRequestTest {
    @ParameterizedTest
    @CsvSource({
        "BEDROCK, https://bedrock-runtime.eu-central-1.amazonaws.com, https://bedrock.eu-central-1.amazonaws.com/foundation-models",
        "BEDROCK, https://bedrock-runtime-fips.us-east-1.amazonaws.com/, https://bedrock-fips.us-east-1.amazonaws.com/foundation-models",
        "BEDROCK, https://bedrock-runtime.cn-north-1.amazonaws.com.cn, https://bedrock.cn-north-1.amazonaws.com.cn/foundation-models",
        "BEDROCK, https://bedrock.inside.example/aws, https://bedrock.inside.example/aws/foundation-models",
        "VERTEX, https://europe-west4-aiplatform.googleapis.com/v1/projects/our/locations/europe-west4, https://europe-west4-aiplatform.googleapis.com/v1beta1/publishers/google/models",
        "VERTEX, https://aiplatform.googleapis.com/v1beta1, https://aiplatform.googleapis.com/v1beta1/publishers/google/models",
        "VERTEX, https://google.inside.example/vertex/v1/projects/p/locations/global/, https://google.inside.example/vertex/v1beta1/publishers/google/models",
    })
    void isMadeWhereTheProviderListsItsModels(Dialect dialect, URI base, URI listed) {
        assertThat(ModelsRequest.of(provider(dialect, base)).orElseThrow().url()).isEqualTo(listed);
    }

    private static Provider provider(Dialect dialect, URI base) {
        return new Provider(
                new ProviderId("prov_1"),
                Optional.empty(),
                "one",
                dialect,
                base,
                List.of(),
                true,
                List.of(),
                true,
                Optional.empty(),
                1);
    }
}
