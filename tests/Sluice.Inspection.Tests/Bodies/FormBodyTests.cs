using System.Text;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Bodies;

public sealed class FormBodyTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"));

    public static TheoryData<string, string> Places => new()
    {
        { "/v1/audio/transcriptions", Field("prompt", "@") },
        { "/v1/audio/translations", Field("prompt", "@") + Field("model", "whisper-1") },
        { "/v1/images/edits", Field("prompt", "line one\r\n@ line two") },
        { "/v1/images/variations", Field("user", "@") },
        { "/v1/files", File("@.txt", "text/plain", "x") },
        { "/v1/files", File("a.txt", "text/plain", "all of it is text, and @ is in it") },
        { "/v1/files", File("a.csv", "application/octet-stream", "name,id\nann,@\n") },
        { "/v1/files", Field("brand_new", "@") },
        { "/v1/files", Field("purpose", "batch") + File("b.jsonl", "application/jsonl", "{\"custom_id\":\"1\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"messages\":[{\"role\":\"user\",\"content\":\"@\"}]}}\n") },
        { "/v1/files", Field("purpose", "batch") + File("b.jsonl", "application/jsonl", "{\"a\":1}\r\n\r\n{\"custom_id\":\"@\",\"url\":\"/v1/responses\",\"body\":{\"input\":\"x\"}}") },
        { "/v1/files", File("b.jsonl", "application/jsonl", "{\"url\":\"/v1/embeddings\",\"body\":{\"input\":[\"@\",[1,2]]}}") + Field("purpose", "batch") },
        { "/v1/files", Field("purpose", "fine-tune") + File("t", "text/plain", "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"a\\\":\\\"@\\\"}\"}}]}]}\n{\"prompt\":\"x\",\"completion\":\"@\"}\n") },
        { "/v1/files", Field("purpose", "user_data") + File("p.json", "application/json", "{\n  \"pretty\": \"@\"\n}\n") },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_planted_value_is_redacted_wherever_it_stands_and_every_other_byte_stays(string path, string parts)
    {
        string body = Form(parts.Replace("@", "see EMP-123456."));
        Assert.Equal(Form(parts.Replace("@", "see [REDACTED:employee].")), Given.Forwarded(Redact, body, Exchange(path)));
        string clean = Form(parts.Replace("@", "nothing"));
        Assert.Equal(clean, Given.Forwarded(Redact, clean, Exchange(path)));
    }

    [Fact]
    public void A_value_in_a_line_is_found_in_the_scope_of_whose_words_it_is()
    {
        const string Line = "{\"url\":\"/v1/chat/completions\",\"body\":{\"messages\":[{\"role\":\"system\",\"content\":\"EMP-123456\"},{\"role\":\"user\",\"content\":\"EMP-123456\"}]}}\n";
        Policy system = Given.Policy(("employee", "system", "Redact"));
        string forwarded = Given.Forwarded(system, Form(Field("purpose", "batch") + File("b", "text/plain", Line)), Exchange("/v1/files", system));
        Assert.Contains("\"role\":\"system\",\"content\":\"[REDACTED:employee]\"},{\"role\":\"user\",\"content\":\"EMP-123456\"", forwarded, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_pass()
    {
        byte[] sound = [.. Encoding.ASCII.GetBytes("RIFF EMP-123456 "), 0, 0xFF, 0xFE, 13, 10, 1];
        byte[] body = [.. Encoding.ASCII.GetBytes("--b1\r\n" + "Content-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\n"), .. sound, .. Encoding.ASCII.GetBytes("\r\n--b1--\r\n")];
        BodyVerdict verdict = Inspector.InspectRequest(Exchange("/v1/audio/transcriptions"), body, Given.Limits);
        Assert.Equal((null, null), (verdict.Refusal, verdict.Replacement));
    }

    [Fact]
    public void Model_and_stream_are_read_from_the_form()
    {
        Exchange exchange = Exchange("/v1/audio/transcriptions");
        Given.Forwarded(Redact, Form(Field("model", "whisper-1") + Field("stream", "true")), exchange);
        Assert.Equal(("whisper-1", true), (exchange.Model, exchange.Streaming));
    }

    [Fact]
    public void A_blocked_form_is_refused()
    {
        Policy block = Given.Policy(("employee", "request", "Block"));
        Assert.Equal("content_filter", Given.Refused(block, Form(Field("prompt", "EMP-123456")), Exchange("/v1/images/edits", block))?.Code);
    }

    [Theory]
    [InlineData("", "no boundary at all")]
    [InlineData("--b2\r\n", "another boundary")]
    [InlineData("preamble\r\n--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b1--\r\n", "a preamble")]
    [InlineData("--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx", "no end")]
    [InlineData("--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b1--\r\nmore", "an epilogue")]
    [InlineData("--b1\r\nContent-Type: text/plain\r\n\r\nx\r\n--b1--\r\n", "no name")]
    [InlineData("--b1\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b1--\r\n", "no form data")]
    [InlineData("--b1\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--b1--\r\n", "two names")]
    [InlineData("--b1\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b1--\r\n", "a transfer encoding")]
    [InlineData("--b1\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=utf-16\r\n\r\nx\r\n--b1--\r\n", "a character set")]
    [InlineData("--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n folded: x\r\n\r\nx\r\n--b1--\r\n", "a folded header")]
    [InlineData("--b1\nContent-Disposition: form-data; name=\"a\"\n\nx\n--b1--\n", "bare line feeds")]
    [InlineData("--b1\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n{\"a\":1,\"a\":2}\r\n--b1--\r\n", "a name twice in a line")]
    public void What_is_no_form_is_refused(string body, string because)
    {
        Refusal? refusal = Given.Refused(Redact, body.Length == 0 ? "x" : body, Exchange("/v1/files"));
        Assert.True(refusal is { Status: 400, Code: "invalid_form" }, because);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=\"b 1\"")]
    [InlineData("multipart/form-data; boundary=b1; boundary=b2")]
    public void A_media_type_without_one_good_boundary_is_refused(string type)
    {
        Exchange exchange = Exchange("/v1/files");
        exchange.RequestType = type;
        Assert.Equal("invalid_form", Given.Refused(Redact, Form(Field("a", "x")), exchange)?.Code);
    }

    [Fact]
    public void More_parts_than_the_bound_are_refused() =>
        Assert.Equal("invalid_form", Given.Refused(Redact, Form(string.Concat(Enumerable.Range(0, 257).Select(i => Field("a", "x")))), Exchange("/v1/files"))?.Code);

    internal static string Form(string parts) => parts + "--b1--\r\n";

    internal static string Field(string name, string value) => $"--b1\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";

    internal static string File(string name, string type, string content) =>
        $"--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {type}\r\n\r\n{content}\r\n";

    private static Exchange Exchange(string path, Policy? policy = null)
    {
        Exchange exchange = Given.Exchange(policy ?? Redact, path);
        exchange.RequestType = "multipart/form-data; boundary=b1";
        return exchange;
    }
}
