using System.Text;
using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

public sealed class RealtimeRequestTests
{
    public static TheoryData<string, string> Places => new()
    {
        { "system", """{"type":"session.update","session":{"type":"realtime","instructions":"@","tools":[{"type":"function","name":"f","description":"@"}],"audio":{"input":{"transcription":{"prompt":"@"}}}}}""" },
        { "user", """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"@"},{"type":"input_audio","audio":"AAAA","transcript":"@"}]}}""" },
        { "system", """{"type":"conversation.item.create","item":{"type":"message","content":[{"type":"input_text","text":"@"}],"role":"system"}}""" },
        { "assistant", """{"type":"conversation.item.create","item":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"@"}]}}""" },
        { "tool-result", """{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"c","output":"@"}}""" },
        { "tool-call", """{"type":"conversation.item.create","item":{"type":"function_call","name":"f","arguments":"{\"a\":\"@\"}"}}""" },
        { "system", """{"type":"response.create","response":{"instructions":"@","temperature":0.5}}""" },
        { "user", """{"type":"response.create","response":{"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"@"}]}]}}""" },
        { "document", """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_image","image_url":"https://x/@"}]}}""" },
        { "document", """{"type":"input_audio_buffer.append","audio":"no base64: @"}""" },
        { "user", """{"type":"brand.new","deep":{"er":["@"]}}""" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_text_of_a_client_event_is_judged_by_whose_words_it_is(string scope, string template)
    {
        Policy policy = Given.Policy(("employee", scope, "Redact"));
        Assert.Equal(template.Replace("@", "see [REDACTED:employee]."), Given.Forwarded(policy, template.Replace("@", "see EMP-123456."), RealtimeGiven.Exchange(policy)));
        string clean = template.Replace("@", "see \\u00e9");
        Assert.Equal(clean, Given.Forwarded(policy, clean, RealtimeGiven.Exchange(policy)));
    }

    [Theory]
    [InlineData("/v1/realtime/client_secrets", """{"expires_after":{"anchor":"created_at","seconds":600},"session":{"type":"realtime","instructions":"@","tools":[{"description":"@"}]}}""", """{"value":"ek_EMP-123456","expires_at":1758000000,"session":{"instructions":"@"}}""")]
    [InlineData("/v1/realtime/sessions", """{"model":"m","instructions":"@"}""", """{"id":"s","instructions":"@","client_secret":{"value":"ek_EMP-123456","expires_at":1758000000}}""")]
    public void Settings_of_a_session_to_come_are_judged_and_the_key_is_handed_over(string path, string asked, string answered)
    {
        Policy policy = Given.Policy(("employee", "any", "Redact"));
        Assert.Equal(asked.Replace("@", "[REDACTED:employee]"), Given.Forwarded(policy, asked.Replace("@", "EMP-123456"), Given.Exchange(policy, path)));
        Assert.Equal(answered.Replace("@", "[REDACTED:employee]"), Given.Answered(policy, answered.Replace("@", "EMP-123456"), Given.Exchange(policy, path)));
        Assert.Equal("""{"value":"[REDACTED:employee]"}""", Given.Answered(policy, """{"value":"EMP-123456"}""", Given.Exchange(policy, path)));
    }

    [Fact]
    public void Sound_is_opaque_and_numbers_of_the_protocol_are_no_texts()
    {
        Policy policy = Given.Policy(("pii/payment-card", "any", "Redact"), ("employee", "any", "Redact"));
        foreach (string message in (string[])["""{"type":"input_audio_buffer.append","audio":"4111111111111111"}""", """{"type":"conversation.item.truncate","item_id":"i","content_index":0,"audio_end_ms":4111111111111111}"""])
            Assert.Equal(message, Given.Forwarded(policy, message, RealtimeGiven.Exchange(policy)));
    }

    [Theory]
    [InlineData("""{"type":"conversation.item.create","event_id":"mine\u0041","item":{"content":[{"text":"Bluebird"}]}}""", "content_filter", "\"mine\\u0041\"")]
    [InlineData("""{"type":"conversation.item.create","item":{"content":[{"text":"Bluebird"}]}}""", "content_filter", "null")]
    [InlineData("""{"type":"a","type":"b"}""", "invalid_json", "null")]
    [InlineData("nothing", "invalid_json", "null")]
    [InlineData("[]", "invalid_json", "null")]
    public void A_refused_event_is_answered_by_an_error_event_that_names_it(string message, string code, string id)
    {
        Policy policy = Given.Policy(("codename", "any", "Block"));
        Exchange exchange = RealtimeGiven.Exchange(policy);
        Refusal refusal = Given.Refused(policy, message, exchange)!;
        Assert.Equal(code, refusal.Code);
        using PooledBuffer<byte> answer = new();
        exchange.Endpoint.WriteRefused(refusal, exchange, answer);
        using JsonDocument json = JsonDocument.Parse(Encoding.UTF8.GetString(answer.Span));
        JsonElement error = json.RootElement.GetProperty("error");
        Assert.Equal(("error", "invalid_request_error", code, id), (json.RootElement.GetProperty("type").GetString(), error.GetProperty("type").GetString(), error.GetProperty("code").GetString(), error.GetProperty("event_id").GetRawText()));
    }
}
