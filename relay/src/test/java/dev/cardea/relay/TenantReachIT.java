package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Provider;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a tenant's provider may be connected to: the internet, and what an operator has named.
@ExtendWith(LeakGuard.class)
class TenantReachIT {
    private static Provider tenants(String baseUrl) {
        Provider open = TestGateway.provider("theirs", Dialect.OPENAI, baseUrl);
        return new Provider(
                open.id(),
                Optional.of(new OrganizationId("org_test")),
                open.name(),
                open.dialect(),
                open.baseUrl(),
                open.models(),
                open.unlistedModels(),
                open.passThrough(),
                open.enabled(),
                open.declaredAt(),
                open.revision());
    }

    private static Wire.Message answer(Provider provider) throws Exception {
        try (var gateway = TestGateway.with(settings -> settings, provider);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", "{\"model\":\"theirs/m\"}"));
            return client.read();
        }
    }

    @Test
    void anAddressThatIsPublicByItsNameOnlyIsNotConnectedTo() throws Exception {
        Wire.Message refused = answer(tenants("https://[64:ff9b::7f00:1]/v1"));

        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.text()).contains("UPSTREAM_UNREACHABLE").contains("Your key is fine");
    }

    @Test
    void whatAnOperatorNamedAroundTheGatewayIs() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, "{}"))) {
            Wire.Message answered = answer(tenants("http://127.0.0.1:" + upstream.port() + "/v1"));

            assertThat(answered.status()).isEqualTo(200);
        }
    }
}
