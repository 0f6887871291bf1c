using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

/// <summary>Embeddings, moderations, pictures and sound.</summary>
public sealed class MediaTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"), ("pii/payment-card", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("codename", "response", "Block"));

    [Fact]
    public void Vectors_and_tokens_are_no_texts_but_words_in_their_place_are()
    {
        const string Request = """{"input":[[4111111111111111],4111111111111111],"dimensions":4111111111111111}""";
        Assert.Equal(Request, Given.Forwarded(Redact, Request, Exchange("/v1/embeddings")));
        const string Answer = """{"data":[{"index":4111111111111111,"embedding":[4111111111111111,0.4111111111111111]},{"embedding":"4111111111111111"}]}""";
        Assert.Equal(Answer, Given.Answered(Redact, Answer, Exchange("/v1/embeddings")));
        Assert.Equal("""{"data":[{"embedding":"is [REDACTED:employee]"}]}""", Given.Answered(Redact, """{"data":[{"embedding":"is EMP-123456"}]}""", Exchange("/v1/embeddings")));
    }

    [Fact]
    public void Scores_of_a_moderation_are_no_texts()
    {
        const string Answer = """{"results":[{"category_scores":{"hate":4111111111111111}}]}""";
        Assert.Equal(Answer, Given.Answered(Redact, Answer, Exchange("/v1/moderations")));
    }

    [Fact]
    public void Words_and_probabilities_of_a_transcript_that_is_changed_go()
    {
        const string Answer = """{"text":"I am EMP 4111 1111 1111 1111","words":[{"word":"I","start":0,"end":1},{"word":"4111","start":1,"end":2}],"logprobs":[{"token":"I am EMP "},{"token":"4111 1111"},{"token":" 1111 1111"}]}""";
        Assert.Equal(
            """{"text":"I am EMP [REDACTED:pii/payment-card]","words":[],"logprobs":[{"token":"I am EMP "}]}""",
            Given.Answered(Redact, Answer, Exchange("/v1/audio/transcriptions")));
        string clean = Answer.Replace("1111", "boat");
        Assert.Equal(clean, Given.Answered(Redact, clean, Exchange("/v1/audio/transcriptions")));
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("text/vtt")]
    [InlineData("application/x-subrip")]
    public void Transcripts_and_subtitles_are_texts(string type)
    {
        Exchange exchange = Exchange("/v1/audio/transcriptions");
        exchange.AnswerType = type;
        Assert.Equal("1\n00:00:00,000 --> 00:00:01,000\n{\"a\": [REDACTED:employee]}\n", Given.Answered(Redact, "1\n00:00:00,000 --> 00:00:01,000\n{\"a\": EMP-123456}\n", exchange));
    }

    [Fact]
    public void A_streamed_transcript_is_guarded_across_its_events_and_agrees_with_its_whole()
    {
        const string Text = "Pay with 4111 1111 1111 1111, please.";
        for (int at = 0; at <= Text.Length; at++)
        {
            string stream = Event($"\"type\":\"transcript.text.delta\",\"delta\":{ChatStream.Quote(Text[..at])}") + Event($"\"type\":\"transcript.text.delta\",\"delta\":{ChatStream.Quote(Text[at..])}")
                + Event($"\"type\":\"transcript.text.done\",\"text\":{ChatStream.Quote(Text)},\"usage\":{{\"input_tokens\":3,\"output_tokens\":4}}");
            Exchange exchange = Exchange("/v1/audio/transcriptions");
            string[] seen = Given.Streamed(Redact, stream, exchange).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(3, seen.Length);
            string said = Member(seen[0], "delta") + Member(seen[1], "delta");
            Assert.Equal(("Pay with [REDACTED:pii/payment-card], please.", said), (said, Member(seen[2], "text")));
            Assert.Equal(new TokenUsage(3, 4), exchange.Usage);
        }
    }

    [Fact]
    public void A_blocked_transcript_ends_with_an_error()
    {
        string seen = Given.Streamed(Block, Event("\"type\":\"transcript.text.delta\",\"delta\":\"It is Blue\"") + Event("\"type\":\"transcript.text.delta\",\"delta\":\"bird \""), Given.Exchange(Block, "/v1/audio/transcriptions"));
        Assert.StartsWith(Event("\"type\":\"transcript.text.delta\",\"delta\":\"It is \""), seen, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"content_filter\"", seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/audio/speech", "audio/mpeg", BodyForm.Opaque)]
    [InlineData("/v1/audio/speech", "application/json", BodyForm.Json)]
    [InlineData("/v1/audio/speech", "text/html", BodyForm.Unknown)]
    [InlineData("/v1/audio/transcriptions", "text/vtt", BodyForm.Text)]
    [InlineData("/v1/chat/completions", "audio/mpeg", BodyForm.Unknown)]
    [InlineData("/v1/embeddings", "application/octet-stream", BodyForm.Unknown)]
    public void Only_what_an_endpoint_declares_passes_unread(string path, string type, BodyForm form) => Assert.Equal(form, Exchange(path).Endpoint.AnswerForm(type));

    private static string Event(string members) => $"data: {{{members}}}\n\n";

    private static string? Member(string frame, string name) => JsonDocument.Parse(frame["data: ".Length..]).RootElement.GetProperty(name).GetString();

    private static Exchange Exchange(string path) => Given.Exchange(Redact, path);
}
