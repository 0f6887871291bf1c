using System.Text;
using Sluice.Inspection.Dialects;

namespace Sluice.Inspection.Tests.Dialects;

/// <summary>What a request asks for is seen wherever it stands among its settings, and nothing else is.</summary>
public sealed class UseWatchTests
{
    [Theory]
    [InlineData("""{"model":"a"}""", "a")]
    [InlineData("""{"MODEL":"a","mo_del":"b"}""", "a b")]
    [InlineData("""{"mod\u0065l":"\u0061"}""", "a")]
    [InlineData("""{"model":7}""", "")]
    [InlineData("""{"models":["a",7,{"x":"c"},"b"]}""", "a b")]
    [InlineData("""[{"model":"a"},{"model":"b"}]""", "a b")]
    [InlineData("""{"requests":[{"params":{"model":"a"}},{"params":{"model":"b"}}]}""", "a b")]
    [InlineData("""{"generationConfig":{"candidateCount":2},"x":1,"n":2}""", "n n")]
    [InlineData("""{"opti\u017fons":{},"logprob\u017f":true}""", "logprobs")]
    [InlineData("""{"session":{"audio":{"input":{"transcription":{"model":"a"}}}}}""", "a")]
    [InlineData("""{"messages":[{"content":"x","model":"a","n":3}],"metadata":{"n":3,"model":"a"}}""", "")]
    [InlineData("""{"metadata":{"options":{"n":3}},"options":{"metadata":{"n":3},"n":4}}""", "n")]
    [InlineData("""{"tools":[{"function":{"parameters":{"properties":{"n":{"n":2},"model":{"model":"a"}}}}},{"model":"b"}]}""", "b")]
    [InlineData("""{"a":[[{"n":2}]],"n":null}""", "")]
    [InlineData("""{"requests":[[[{"n":2}]]],"b":[[{"n":2}]],"n":1.0}""", "")]
    [InlineData("""{"n":"2"}""", "n")]
    [InlineData("""{"n":1e0,"best_of":1.5}""", "n")]
    [InlineData("""{"logprobs":0,"top_logprobs":0,"echo":0,"logit_bias":[]}""", "logprobs")]
    [InlineData("""{"return_likelihoods":"NONE","num_generations":1}""", "")]
    [InlineData("""{"return_likelihoods":"ALL","num_generations":2}""", "logprobs n")]
    [InlineData("""{"include":["a","message.output_text.log\u0070robs"]}""", "logprobs")]
    [InlineData("""{"include":[["logprobs"]],"included":["logprobs"]}""", "")]
    public void In_a_document(string body, string expected) => Assert.Equal(expected, string.Join(' ', Asked(body, "/v1/anything")));

    [Fact]
    public void In_a_form()
    {
        const string form = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\na\r\n--b\r\nContent-Disposition: form-data; name=\"include[]\"\r\n\r\nlogprobs\r\n--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n2\r\n--b\r\nContent-Disposition: form-data; name=\"echo\"\r\n\r\nfalse\r\n--b--\r\n";
        Assert.Equal("a logprobs n", string.Join(' ', Asked(form, "/v1/audio/transcriptions", "multipart/form-data; boundary=b")));
    }

    [Fact]
    public void The_first_refusal_counts_and_the_text_is_not_looked_at()
    {
        Exchange exchange = Given.Exchange(Given.Policy(("codename", "any", "Block")));
        exchange.MayUse = use => use.Parameter is { } name ? new Refusal(403, "no", $"not {name}", name) : null;
        BodyVerdict verdict = Inspector.InspectRequest(exchange, """{"model":"m","echo":true,"n":2,"messages":[{"role":"user","content":"Bluebird"}]}"""u8, Given.Limits);
        Assert.Equal(("no", "echo"), (verdict.Refusal!.Code, verdict.Refusal.Param));
        Assert.True(exchange.ModelNamed);
    }

    [Fact]
    public void Nobody_is_asked_of_an_exchange_after_another()
    {
        Assert.NotEmpty(Asked("""{"n":2}""", "/v1/chat/completions"));
        Assert.Null(Given.Refused(Given.Policy(("codename", "any", "Block")), """{"n":2,"messages":[]}"""));
    }

    private static List<string> Asked(string body, string path, string? type = null)
    {
        var asked = new List<string>();
        Exchange exchange = Given.Exchange(Given.Policy(("codename", "any", "Flag")), path);
        exchange.RequestType = type;
        exchange.MayUse = use =>
        {
            asked.Add(use.Model ?? use.Parameter!);
            return null;
        };
        BodyVerdict verdict = Inspector.InspectRequest(exchange, Encoding.UTF8.GetBytes(body), Given.Limits);
        Assert.Null(verdict.Refusal);
        return asked;
    }
}
