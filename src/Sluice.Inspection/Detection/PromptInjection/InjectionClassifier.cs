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

    private readonly LinearModel _model = LinearModel.Load("injection.model", InjectionLexicon.Instance);

    private InjectionClassifier()
    {
    }

    public static InjectionClassifier Instance { get; } = new();

    public override string Name => "injection";

    public override int Labels => 3;

    public override bool IsRepeatable => true;

    public override ConversationNeeds Needs => ConversationNeeds.Prompts;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        Span<WindowSum> best = stackalloc WindowSum[LinearModel.MaxHeads];
        _model.Judge(text.Views.Folded.Text, best);
        for (var i = 0; i < text.Views.Count; i++)
            _model.JudgeMore(text.Views[i].Text, best);
        Tell(best, text.Volume, Labels, findings);
    }

    /// <summary>Reads the last prompts as one text, for payloads that they only make together.</summary>
    public override void JudgeRequest(Conversation conversation, FindingList findings)
    {
        var prompts = 0;
        var units = 0;
        foreach (ConversationText text in conversation.Texts)
        {
            if (!IsPrompt(text))
                continue;
            prompts++;
            units += PromptChain.LengthOf(text.Text);
        }

        if (prompts < 2)
            return;
        char[] room = ArrayPool<char>.Shared.Rent(PromptChain.Room);
        PromptChain chain = new(this, room, conversation.Volume, findings);
        foreach (ConversationText text in conversation.Texts)
        {
            if (!IsPrompt(text))
                continue;
            if (units > PromptChain.Most)
                units -= PromptChain.LengthOf(text.Text);
            else
                chain.Add(text.Text);
        }

        chain.Judge();
        ArrayPool<char>.Shared.Return(room);
    }

    /// <summary>Judges two readings of prompts that follow each other; whether anything was found.</summary>
    internal bool FindsIn(ReadOnlySpan<char> apart, ReadOnlySpan<char> close, long volume, FindingList findings)
    {
        Span<WindowSum> best = stackalloc WindowSum[LinearModel.MaxHeads];
        _model.Judge(apart, best);
        _model.JudgeMore(close, best);
        var before = findings.Count;
        Tell(best, volume, Indirect, findings);
        return findings.Count > before;
    }

    private static bool IsPrompt(ConversationText text) => text.Scope == ContentScope.User && text.Direction == Direction.Request;

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
