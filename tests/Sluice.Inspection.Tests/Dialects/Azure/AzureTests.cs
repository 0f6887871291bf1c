using Sluice.Inspection.Dialects;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects.Azure;

public sealed class AzureTests
{
    private static readonly Wire Chat = new("azure", "/openai/deployments/prod-4o/chat/completions");

    [Theory]
    [InlineData("POST", "/openai/deployments/prod-4o/chat/completions", "chat completions", "prod-4o")]
    [InlineData("POST", "/deployments/prod.4o/chat/completions/", "chat completions", "prod.4o")]
    [InlineData("POST", "/openai/v1/chat/completions", "chat completions", null)]
    [InlineData("POST", "/models/chat/completions", "chat completions", null)]
    [InlineData("GET", "/openai/v1/models", "opaque", null)]
    [InlineData("GET", "/openai/models", "opaque", null)]
    [InlineData("POST", "/openai/deployments/prod-4o/images/nonsense", "unknown", "prod-4o")]
    [InlineData("POST", "/openai/deployments/prod-4o", "unknown", null)]
    [InlineData("POST", "/openai/deployments//chat/completions", "unknown", null)]
    public void Paths_say_the_endpoint_and_the_deployment(string method, string path, string endpoint, string? model)
    {
        Operation operation = DialectCatalog.All["azure"].Resolve(method, path);
        Assert.Equal((endpoint, model), (operation.Endpoint.Name, operation.Model));
    }

    [Fact]
    public void Its_endpoints_are_OpenAIs() =>
        Assert.Equal(DialectCatalog.All["openai"].Endpoints, DialectCatalog.All["azure"].Endpoints);

    [Fact]
    public void The_deployment_is_the_model_where_the_body_names_none()
    {
        Exchange exchange = Chat.Exchange(Wire.Employees);
        Given.Forwarded(Wire.Employees, """{"messages":[{"role":"user","content":"Hi"}]}""", exchange);
        Assert.Equal("prod-4o", exchange.Model);
    }

    [Fact]
    public void A_card_cut_over_two_events_at_every_position_is_redacted()
    {
        string text = $"Pay with {Wire.Card}, please.";
        for (int at = 0; at <= text.Length; at++)
            Assert.Equal($"Pay with {Wire.CardLabel}, please.", ChatStream.Gather(Chat.Streamed(Wire.Cards, ChatStream.Of([text[..at], text[at..]])))["0.content"]);
    }

    [Fact]
    public void What_the_filters_found_stays_where_the_text_beside_it_is_redacted()
    {
        const string Filters = "\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}";
        string prompt = "data: {\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0," + Filters + "}]}\n\n";
        string stream = prompt + ChatStream.Content("Ask EMP-123456 now. ").Replace("\"logprobs\":null", Filters) + ChatStream.Finish().Replace("\"logprobs\":null", Filters) + ChatStream.Done;
        Assert.Equal(stream.Replace("EMP-123456", "[REDACTED:employee]"), Chat.Streamed(Wire.Employees, stream));
        string body = "{\"prompt_filter_results\":[{\"prompt_index\":0," + Filters + "}],\"choices\":[{\"index\":0," + Filters + ",\"message\":{\"content\":\"EMP-123456\"}}]}";
        Assert.Equal(body.Replace("EMP-123456", "[REDACTED:employee]"), Chat.Answered(Wire.Employees, body));
    }

    [Fact]
    public void What_was_found_in_the_callers_own_data_is_a_document_and_comes_whole()
    {
        string stream = ChatStream.Chunk("{\"role\":\"assistant\",\"context\":{\"citations\":[{\"content\":\"ask jane\"}],\"intent\":\"EMP-123456\"}}") + ChatStream.Finish() + ChatStream.Done;
        Assert.Equal(stream, Chat.Streamed(Wire.Holding, stream));
        Assert.Equal(stream.Replace("EMP-123456", "[REDACTED:employee]"), Chat.Streamed(Given.Policy(("employee", "document", "Redact")), stream));
    }

    [Fact]
    public void A_block_ends_the_choices_as_Azures_filter_does()
    {
        string seen = Chat.Streamed(Wire.Blocking, ChatStream.Content("The plan is Blue") + ChatStream.Content("bird and more"));
        Assert.Equal(ChatStream.Content("The plan is ") + ChatStream.Chunk("{}", "\"content_filter\"") + ChatStream.Done, seen);
    }

    [Fact]
    public void Errors_look_like_Azures()
    {
        Assert.Equal("{\"error\":{\"code\":\"rate_limited\",\"message\":\"No.\"}}", Chat.Error(new Refusal(429, "rate_limited", "No.")));
        Assert.Equal(
            "{\"error\":{\"code\":\"content_filter\",\"message\":\"No.\",\"param\":\"prompt\",\"status\":400,\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\",\"content_filter_result\":{}}}}",
            Chat.Error(new Refusal(400, "content_filter", "No.", "prompt")));
        const string Passed = "data: {\"error\":{\"code\":\"429\",\"message\":\"Requests have exceeded the token rate limit.\"}}\n\n";
        Assert.Equal(Passed, Chat.Streamed(Wire.Holding, Passed));
    }
}
