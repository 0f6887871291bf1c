using System.Buffers;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Models;

namespace Sluice.Inspection.Detection.PromptInjection;

/// <summary>
/// Judges prompts and data with the compact model: commands that override or leak what the model was told, jailbreaks by role, instructions planted in data. Every view of a
/// text is judged, and the one that looks worst counts. A request is judged once more as a whole, for payloads that its last messages only make together.
/// </summary>
internal sealed class InjectionClassifier : Classifier
{
    public const int Override = 0;
    public const int Jailbreak = 1;
    public const int Indirect = 2;

    /// <summary>What is less rare than one in ten is not worth telling.</summary>
    private const double Least = 0.9;

    /// <summary>Of a request's prompts this many units, the last ones, are read as one text.</summary>
    private const int MostUnits = 2048;

    private readonly LinearModel _model = LinearModel.Load("injection.model", InjectionLexicon.Instance);

    private InjectionClassifier()
    {
    }

    public static InjectionClassifier Instance { get; } = new();

    public override string Name => "injection";

    public override int Labels => 3;

    public override ConversationNeeds Needs => ConversationNeeds.Prompts;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        Span<WindowSum> best = stackalloc WindowSum[LinearModel.MaxHeads];
        _model.Judge(text.Views.Folded.Text, best);
        var count = text.Views.Count;
        if (count > 0)
        {
            Span<WindowSum> seen = stackalloc WindowSum[LinearModel.MaxHeads];
            for (var i = 0; i < count; i++)
            {
                _model.Judge(text.Views[i].Text, seen);
                for (var head = 0; head < Labels; head++)
                    best[head] = seen[head].Sum > best[head].Sum ? seen[head] : best[head];
            }
        }

        Tell(best, text.Volume, Labels, findings);
    }

    /// <summary>Reads the last prompts as one text, once with and once without spaces between them: each may be harmless by itself.</summary>
    public override void JudgeRequest(Conversation conversation, FindingList findings)
    {
        var prompts = 0;
        var units = 0;
        foreach (var text in conversation.Texts)
        {
            if (!IsPrompt(text))
                continue;
            prompts++;
            units += text.Text.Length;
        }

        if (prompts < 2)
            return;
        Span<WindowSum> best = stackalloc WindowSum[LinearModel.MaxHeads];
        Span<WindowSum> close = stackalloc WindowSum[LinearModel.MaxHeads];
        char[] joined = ArrayPool<char>.Shared.Rent(MostUnits + prompts);
        _model.Judge(Join(conversation, units, joined, apart: true), best);
        _model.Judge(Join(conversation, units, joined, apart: false), close);
        ArrayPool<char>.Shared.Return(joined);
        for (var head = 0; head < Labels; head++)
            best[head] = close[head].Sum > best[head].Sum ? close[head] : best[head];
        Tell(best, conversation.Volume, Indirect, findings);
    }

    private static bool IsPrompt(ConversationText text) => text.Scope == ContentScope.User && text.Direction == Direction.Request;

    /// <summary>The last units of the prompts, in their order.</summary>
    private static ReadOnlySpan<char> Join(Conversation conversation, int units, Span<char> joined, bool apart)
    {
        var skip = Math.Max(0, units - MostUnits);
        var length = 0;
        foreach (var text in conversation.Texts)
        {
            if (!IsPrompt(text))
                continue;
            ReadOnlySpan<char> rest = text.Text.AsSpan(Math.Min(skip, text.Text.Length));
            skip -= text.Text.Length - rest.Length;
            rest.CopyTo(joined[length..]);
            length += rest.Length;
            if (apart)
                joined[length++] = ' ';
        }

        return joined[..length];
    }

    private void Tell(ReadOnlySpan<WindowSum> best, long volume, int heads, FindingList findings)
    {
        for (var head = 0; head < heads; head++)
        {
            double score = _model.Heads[head].Calibration.Score(best[head].Sum, volume);
            if (score >= Least)
                findings.Add(head, score);
        }
    }
}
