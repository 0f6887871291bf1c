using System.Text.RegularExpressions;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Leaks;

/// <summary>Canaries that the request marks as such in its system prompt or in a document: a code behind the word <c>canary</c>. No configuration has to know them.</summary>
internal sealed partial class MarkedCanaries : Classifier
{
    /// <summary>Most canaries of one request.</summary>
    private const int Most = 32;

    public override string Name => "canary";

    public override int Labels => 1;

    public override ConversationNeeds Needs => ConversationNeeds.System | ConversationNeeds.Sources;

    public override int LeftContext => CanarySearch.LeftContext;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Direction == Direction.Response && text.Conversation is { } conversation)
            CanarySearch.Find(conversation.Made(static c => new Marked(c)).Forms, text, findings);
    }

    /// <summary>A code: letters and digits, some of each or of the second, perhaps with dashes.</summary>
    [GeneratedRegex(@"canary(?:[\s_-]*(?:token|code|id|string|value|word|is))*[\s:='""`_<>-]*(?<code>[A-Za-z0-9][A-Za-z0-9_-]{6,127})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex Marker();

    /// <summary>The forms of a conversation's canaries.</summary>
    private sealed class Marked(Conversation conversation)
    {
        public CanaryForms Forms { get; } = new(conversation.Texts
            .Where(t => t.Scope is ContentScope.System or ContentScope.Document or ContentScope.ToolResult && t.Part == SlotPart.None)
            .SelectMany(t => Marker().Matches(t.Text))
            .Select(m => m.Groups["code"].Value)
            .Where(code => code.Any(char.IsAsciiDigit) || code.Contains('-', StringComparison.Ordinal) || code.Equals(code.ToUpperInvariant(), StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Take(Most));
    }
}
