using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Agents;

/// <summary>
/// An agent that goes in circles: the last calls of a request are the same, tool and arguments, again and again; or two or three that take turns are. Earlier circles that it found its
/// way out of do not count.
/// </summary>
internal sealed class ToolLoop : Classifier
{
    /// <summary>Equal calls that are a loop, where nobody says otherwise: one may be tried again, and once more; nobody needs five.</summary>
    public const int Usual = 5;

    /// <summary>Longest circle that is seen, in calls.</summary>
    private const int LongestCircle = 3;

    public override string Name => "tool-loop";

    public override int Labels => 1;

    public override ConversationNeeds Needs => ConversationNeeds.Tools;

    public override ContentScope RequestScope => ContentScope.ToolCall;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        // Only a request as a whole has loops.
    }

    public override void JudgeRequest(Conversation conversation, FindingList findings)
    {
        if (Repeats(conversation) >= Usual)
            findings.Add(0, 1);
    }

    /// <summary>How often the last calls repeat, as one or in a circle of up to three; 0 where nothing is called.</summary>
    public static int Repeats(Conversation conversation)
    {
        List<int> calls = Calls(conversation);
        int most = 0;
        for (int circle = 1; circle <= LongestCircle && circle <= calls.Count; circle++)
        {
            int equal = circle;
            while (equal < calls.Count && calls[^(equal + 1)] == calls[^(equal + 1 - circle)])
                equal++;
            most = Math.Max(most, equal / circle);
        }

        return most;
    }

    /// <summary>One number for each call, equal for equal ones: of the tool and its arguments, not of ids.</summary>
    private static List<int> Calls(Conversation conversation)
    {
        List<int> calls = [];
        HashCode hash = default;
        int call = -1;
        foreach (ConversationText text in conversation.Texts)
        {
            if (text.Scope != ContentScope.ToolCall || text.Part is not (SlotPart.ToolName or SlotPart.ToolArguments))
                continue;
            if (text.Call != call)
            {
                if (call >= 0)
                    calls.Add(hash.ToHashCode());
                (call, hash) = (text.Call, default);
            }

            hash.Add(text.Part == SlotPart.ToolName ? "" : text.Name, StringComparer.Ordinal);
            hash.Add(text.Text, StringComparer.Ordinal);
        }

        if (call >= 0)
            calls.Add(hash.ToHashCode());
        return calls;
    }
}
