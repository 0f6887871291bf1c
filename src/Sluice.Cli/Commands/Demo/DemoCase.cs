using System.Text.Json.Nodes;

namespace Sluice.Cli.Commands.Demo;

/// <summary>An answer that the simulator is told to give, and what must be left of it.</summary>
internal sealed record DemoCase(string Name, Func<JsonObject> Script, string Policy = "default")
{
    public bool Streams { get; init; }

    /// <summary>Show what was sent as it was spelled.</summary>
    public bool ShowsEscapes { get; init; }

    /// <summary>The policy ends the answer.</summary>
    public bool Blocked { get; init; }

    /// <summary>The text that the client must see.</summary>
    public string Expected { get; init; } = DemoTexts.Redacted;

    public string Shown(DemoAnswer sent)
    {
        int escape = ShowsEscapes ? sent.Body.IndexOf("\\u0043", StringComparison.Ordinal) : -1;
        return escape < 0 ? TextOf(sent) : DemoPrompts.Shortened(sent.Body[escape..sent.Body.IndexOf('"', escape)] + "…");
    }

    public string Saw(DemoAnswer saw) => Blocked ? $"{TextOf(saw)} (finish_reason: {saw.Finish})".TrimStart() : TextOf(saw);

    /// <summary>What is wrong, or null.</summary>
    public string? Judge(DemoAnswer sent, DemoAnswer saw, int? held)
    {
        string planted = Blocked ? DemoTexts.CodeWord : DemoTexts.Card;
        bool clean = string.Equals(Expected, TextOf(sent), StringComparison.Ordinal);
        if (sent.Status != 200 || saw.Status != 200)
            return $"status {sent.Status} became {saw.Status}";
        if (!clean && !TextOf(sent).Contains(planted, StringComparison.Ordinal))
            return "the upstream did not send what was planted";
        if (ShowsEscapes && !sent.Body.Contains("\\u0034", StringComparison.Ordinal))
            return "the upstream did not escape";
        if (!saw.Hides(planted))
            return "what was planted reached the client";
        if (!TextOf(saw).Equals(ExpectedText, StringComparison.Ordinal))
            return "not the text that redacting the whole gives";
        if (Blocked && !string.Equals(saw.Finish, "content_filter", StringComparison.Ordinal))
            return "the answer does not say that it was blocked";
        if (!Streams)
            return null;
        return !saw.Done ? "the stream has no end" : held is null ? "the gate measured nothing" : null;
    }

    private string ExpectedText => Policy.Equals("strict", StringComparison.Ordinal) ? $$"""{"text":"{{Expected}}"}""" : Expected;

    private static string TextOf(DemoAnswer answer) => answer.Arguments.Length > 0 ? answer.Arguments : answer.Content;
}
