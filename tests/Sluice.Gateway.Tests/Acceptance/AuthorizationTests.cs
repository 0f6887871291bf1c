using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Governance.Identity;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Statements Z2, Z3 and I7 of the acceptance, and the permissions of the proxy listener: what a key may be used for.</summary>
public sealed class AuthorizationTests(AuthorizationTests.Gates gates) : IClassFixture<AuthorizationTests.Gates>
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";

    /// <summary>Requests for the model <c>allowed</c> and for another, by body, path, query and line of a file.</summary>
    public static TheoryData<string, string> Named => new()
    {
        { "/openai/default/v1/chat/completions", $$"""{"model":"%M",{{Messages}} }""" },
        { "/openai/default/v1/chat/completions", $$"""{"mod\u0065l":"%M",{{Messages}} }""" },
        { "/openai/default/v1/responses", """{"input":"hello","model":"%M"}""" },
        { "/openai/default/v1/embeddings", """{"input":"hello","model":"%M"}""" },
        { "/openai/default/v1/completions", """{"prompt":"hello","model":"%M"}""" },
        { "/openai/default/v1/images/generations", """{"prompt":"hello","model":"%M"}""" },
        { "/anthropic/default/v1/messages", $$"""{"model":"%M","max_tokens":9,{{Messages}} }""" },
        { "/anthropic/default/v1/messages/batches", $$"""{"requests":[{"custom_id":"a","params":{"model":"allowed","max_tokens":9,{{Messages}} } },{"custom_id":"b","params":{"model":"%M","max_tokens":9,{{Messages}} } } ]}""" },
        { "/gemini/default/v1beta/models/%M:generateContent", """{"contents":[{"parts":[{"text":"hello"}]}]}""" },
        { "/gemini/default/v1beta/models/allowed:batchEmbedContents", """{"requests":[{"model":"models/%M","content":{"parts":[{"text":"hello"}]}}]}""" },
        { "/azure/default/openai/deployments/%M/chat/completions?api-version=2024-10-21", $$"""{ {{Messages}} }""" },
        { "/azure/default/openai/deployments/allowed/chat/completions?api-version=2024-10-21", $$"""{"model":"%M",{{Messages}} }""" },
        { "/bedrock/default/model/%M/converse", """{"messages":[{"role":"user","content":[{"text":"hello"}]}]}""" },
        { "/cohere/default/v2/chat", $$"""{"model":"%M",{{Messages}} }""" },
        { "/cohere/default/v2/rerank", """{"model":"%M","query":"a","documents":["b"]}""" },
        { "/mistral/default/v1/chat/completions", $$"""{"model":"%M",{{Messages}} }""" },
        { "/ollama/default/api/chat", $$"""{"model":"%M",{{Messages}} }""" },
        { "/ollama/default/api/chat", $$"""{"model":"allowed","Model":"%M",{{Messages}} }""" },
        { "/openai/default/v1/chat/completions", $$"""{"model":"allowed","models":["allowed","%M"],{{Messages}} }""" },
        { "/openai/default/v1/chat/completions", $$"""{"model":"allowed","fallbacks":[{"model":"%M"}],{{Messages}} }""" },
        { "/openai/default/v1/responses", """{"model":"allowed","input":"a","tools":[{"type":"image_generation","model":"%M"}]}""" },
    };

    /// <summary>A request, and the parameter that it uses, or none.</summary>
    public static TheoryData<string, string, string> Parameters
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            void Add(string target, string body, params (string Member, string Parameter)[] members)
            {
                foreach ((string member, string parameter) in members)
                    data.Add(target, Spoken.With(body, member), parameter);
            }

            string chat = $$"""{"model":"m",{{Messages}} }""";
            (string, string)[] common = [("\"logprobs\":true", "logprobs"), ("\"logprobs\":false", ""), ("\"top_logprobs\":3", "top_logprobs"), ("\"top_logprobs\":null", ""), ("\"logit_bias\":{\"7\":-100}", "logit_bias"), ("\"logit_bias\":{}", ""), ("\"n\":2", "n"), ("\"n\":1", ""), ("\"\\u006e\":3", "n")];
            Add("/openai/default/v1/chat/completions", chat, common);
            Add("/azure/default/openai/deployments/d/chat/completions", chat, common);
            Add("/mistral/default/v1/chat/completions", chat, ("\"n\":2", "n"), ("\"n\":1", ""));
            Add("/openai/default/v1/completions", """{"model":"m","prompt":"hello"}""", ("\"logprobs\":0", "logprobs"), ("\"echo\":true", "echo"), ("\"echo\":false", ""), ("\"best_of\":5", "n"), ("\"logit_bias\":{\"7\":1}", "logit_bias"));
            Add("/openai/default/v1/responses", """{"model":"m","input":"hello"}""", ("\"top_logprobs\":2", "top_logprobs"), ("\"include\":[\"file_search_call.results\",\"message.output_text.logprobs\"]", "logprobs"), ("\"include\":[\"file_search_call.results\"]", ""));
            Add("/gemini/default/v1beta/models/m:generateContent", """{"contents":[{"parts":[{"text":"n"}]}]}""", ("\"generationConfig\":{\"responseLogprobs\":true}", "logprobs"), ("\"generation_config\":{\"response_logprobs\":true}", "logprobs"), ("\"generationConfig\":{\"candidateCount\":2}", "n"), ("\"generationConfig\":{\"candidateCount\":1}", ""), ("\"generationConfig\":{\"logprobs\":3}", "logprobs"));
            Add("/cohere/default/v2/chat", chat, ("\"logprobs\":true", "logprobs"), ("\"logprobs\":false", ""));
            Add("/ollama/default/api/chat", chat, ("\"logprobs\":true", "logprobs"), ("\"LogProbs\":true", "logprobs"), ("\"top_logprobs\":3", "top_logprobs"), ("\"options\":{\"temperature\":1}", ""));
            Add("/openai/default/v1/nothing/known", """{"model":"m"}""", ("\"logprobs\":true", "logprobs"), ("\"echo\":true", "echo"), ("\"x\":{\"echo\":true}", ""));
            Add("/anthropic/default/v1/messages", $$"""{"model":"m","max_tokens":9,{{Messages}},"tools":[{"name":"f","input_schema":{"type":"object","properties":{"n":{"type":"integer"},"echo":{"type":"boolean"} } } } ]}""", ("\"metadata\":{\"user_id\":\"u\"}", ""));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public async Task Z2_A_key_for_one_model_gets_no_other(string target, string body)
    {
        string secret = gates.Key.Add(new AccessScope { Models = ["allowed", "family-*"] });
        foreach ((string model, bool allowed) in ((string, bool)[])[("allowed", true), ("ALLOWED", true), ("family-2", true), ("other", false), ("Other", false), ("allowed-2", false), (" allowed", false), ("nick", true), ("NICK", true), ("nack", false)])
        {
            if (target.Contains('%', StringComparison.Ordinal) && model[0] == ' ')
                continue;
            await AssertAsync(secret, target.Replace("%M", model, StringComparison.Ordinal), body.Replace("%M", model, StringComparison.Ordinal), allowed ? null : "model");
        }
    }

    [Fact]
    public async Task Z2_Every_line_of_a_batch_counts()
    {
        string secret = gates.Key.Add(new AccessScope { Models = ["allowed"] });
        foreach (string model in (string[])["allowed", "other"])
        {
            string line = """{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"%M","messages":[]}}""";
            string lines = line.Replace("%M", "allowed", StringComparison.Ordinal) + "\n" + line.Replace("%M", model, StringComparison.Ordinal) + "\n";
            using var form = new MultipartFormDataContent { { new StringContent("batch"), "purpose" }, { new StringContent(lines), "file", "batch.jsonl" } };
            await AssertFormAsync(secret, "/openai/default/v1/files", form, allowed: model == "allowed");
        }

        foreach (string model in (string[])["allowed", "other"])
        {
            using var form = new MultipartFormDataContent { { new StringContent(model), "model" }, { new ByteArrayContent([1, 2, 3]), "file", "a.wav" } };
            await AssertFormAsync(secret, "/openai/default/v1/audio/transcriptions", form, allowed: model == "allowed");
        }
    }

    [Theory]
    [InlineData("/openai/default/v1/chat/completions", """{"messages":[]}""")]
    [InlineData("/openai/default/v1/chat/completions", """{"model":7,"messages":[]}""")]
    [InlineData("/openai/default/v1/responses", """{"prompt":{"id":"pmpt_1"}}""")]
    [InlineData("/openai/default/v1/batches", """{"input_file_id":"file-1"}""")]
    [InlineData("/openai/default/v1/fine_tuning/jobs", """{"model":"allowed"}""")]
    public async Task Z2_A_request_whose_model_nobody_can_tell_is_refused(string target, string body)
    {
        await AssertAsync(gates.Key.Add(new AccessScope { Models = ["allowed"] }), target, body, "model");
        await AssertAsync(gates.Key.Add(), target, body, null);
    }

    [Theory]
    [InlineData("/openai/default/v1/chat/completions", """{"model":"m","messages":[]}""", true)]
    [InlineData("/openai/default/v1/embeddings", """{"model":"m","input":"a"}""", false)]
    [InlineData("/openai/default/v1/files/f/content", null, false)]
    [InlineData("/openai/default/v1/fine_tuning/jobs", """{"model":"m"}""", false)]
    [InlineData("/openai/default/v1/batches", """{"input_file_id":"f"}""", false)]
    [InlineData("/openai/default/v1/models", null, false)]
    [InlineData("/openai/default/v1/responses", """{"model":"m","input":"a"}""", false)]
    public async Task Z3_A_key_for_chat_gets_nothing_else(string target, string? body, bool allowed) =>
        await AssertAsync(gates.Key.Add(new AccessScope { Endpoints = ["Chat*"] }), target, body, allowed ? null : "endpoint");

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task I7_A_parameter_that_aids_extraction_is_refused_by_its_name_unless_the_scope_has_it(string target, string body, string parameter)
    {
        await AssertAsync(gates.Key.Add(), target, body, parameter.Length == 0 ? null : parameter);
        await AssertAsync(gates.Key.Add(new AccessScope { Parameters = ["*"] }), target, body, null);
        if (parameter.Length > 0)
        {
            await AssertAsync(gates.Key.Add(new AccessScope { Parameters = [parameter] }), target, body, null);
            await AssertAsync(gates.Key.Add(new AccessScope { Parameters = [parameter == "echo" ? "n" : "echo"] }), target, body, parameter);
        }
    }

    [Fact]
    public async Task I7_A_stored_answer_does_not_come_with_probabilities()
    {
        await AssertAsync(gates.Key.Add(), "/openai/default/v1/responses/r?include%5B%5D=message.output_text.logprobs", null, "logprobs");
        await AssertAsync(gates.Key.Add(), "/openai/default/v1/responses/r", null, null);
    }

    [Fact]
    public async Task I7_In_passthrough_nothing_is_refused_unless_the_configuration_says_so()
    {
        const string target = "/openai/default/v1/chat/completions";
        foreach (string? allowed in (string?[])[null, "[]", "[\"n\"]"])
        {
            JsonNode config = AcceptanceGate.Config(gates.Upstream.Address);
            config["Sluice"]!["Identity"] = allowed is null ? new JsonObject() : new JsonObject { ["AllowParameters"] = JsonNode.Parse(allowed) };
            await using GatewayFixture gate = await GatewayFixture.StartAsync(config.ToJsonString());
            foreach ((string member, bool passes) in ((string, bool)[])[("\"n\":2", allowed is null or "[\"n\"]"), ("\"logprobs\":true", allowed is null)])
            {
                using HttpResponseMessage response = await gate.Client.PostAsync(target, Given.Json($$"""{"model":"m",{{member}},{{Messages}} }"""), Given.Token);
                Assert.Equal(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
                if (passes)
                    await gates.NextAsync();
            }
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task What_reads_needs_one_permission_and_what_makes_or_changes_the_other(bool read, bool write)
    {
        List<Permission> held = [.. Enum.GetValues<PermissionCategory>().Where(c => c != PermissionCategory.Interactions).Select(c => new Permission(c, PermissionVerb.Write))];
        if (read)
            held.Add(new Permission(PermissionCategory.Interactions, PermissionVerb.Read));
        if (write)
            held.Add(new Permission(PermissionCategory.Interactions, PermissionVerb.Write));
        string secret = gates.Key.Add(c => c with { Permissions = PermissionSet.Of([.. held]) });
        await AssertAsync(secret, "/openai/default/v1/models", null, read ? null : "Interactions:Read");
        await AssertAsync(secret, "/openai/default/v1/chat/completions", """{"model":"m","messages":[]}""", write ? null : "Interactions:Write");
    }

    [Fact]
    public async Task Nobody_gets_a_credential_of_the_providers() =>
        await AssertAsync(gates.Key.Add(), "/openai/default/v1/realtime/client_secrets", """{"session":{"type":"realtime","model":"m"}}""", "endpoint");

    /// <summary>Refused for <paramref name="reason"/>, which the error names, before anything is sent; or sent.</summary>
    private async Task AssertAsync(string secret, string target, string? body, string? reason)
    {
        int before = gates.Upstream.Count;
        using HttpResponseMessage response = await gates.Key.SendAsync(KeyGate.Request(target, body, secret));
        string text = await Given.TextAsync(response);
        if (reason is null)
        {
            Assert.True(response.IsSuccessStatusCode, $"{target} {body}: {(int)response.StatusCode} {text}");
            await gates.NextAsync();
            return;
        }

        Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{target} {body}: {(int)response.StatusCode} {text}");
        Assert.Contains(reason, text, StringComparison.Ordinal);
        Assert.Equal(before, gates.Upstream.Count);
    }

    private async Task AssertFormAsync(string secret, string target, MultipartFormDataContent form, bool allowed)
    {
        int before = gates.Upstream.Count;
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = form };
        request.Headers.Add("x-api-key", secret);
        using HttpResponseMessage response = await gates.Key.Client.SendAsync(request, Given.Token);
        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(before + (allowed ? 1 : 0), gates.Upstream.Count);
        if (allowed)
            await gates.NextAsync();
    }

    /// <summary>A gate with an alias or two, and the upstream behind it.</summary>
    public sealed class Gates : IAsyncLifetime
    {
        public RawUpstream Upstream { get; private set; } = null!;

        internal KeyGate Key { get; private set; } = null!;

        public ValueTask<RawRequest> NextAsync() => Upstream.NextRequestAsync(Given.Token);

        public async ValueTask InitializeAsync()
        {
            Upstream = await RawUpstream.StartAsync(context =>
            {
                context.Response.ContentType = "application/json";
                return context.Response.WriteAsync("{}");
            });
            Key = await KeyGate.StartAsync(Upstream.Address, config => config["Sluice"]!["Models"] = JsonNode.Parse("""{"Aliases":[{"Name":"nick","Model":"allowed"},{"Name":"nack","Model":"other"}]}"""));
        }

        public async ValueTask DisposeAsync()
        {
            await Key.DisposeAsync();
            await Upstream.DisposeAsync();
        }
    }
}
