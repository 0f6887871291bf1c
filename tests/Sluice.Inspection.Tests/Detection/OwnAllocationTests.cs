using Sluice.Inspection.Detection.Agents;
using Sluice.Inspection.Detection.Grounding;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Leaks;
using Sluice.Inspection.Detection.Topics;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>Judging a text in which nothing is found allocates nothing.</summary>
public sealed class OwnAllocationTests
{
    private const string Answer = "The train from Vienna to Budapest takes about two and a half hours, see https://trains.example/timetables/vienna-budapest-2026 for the times.";

    public static TheoryData<string> Judges => ["tools", "poisoning", "canaries", "marked", "overlap", "topic", "grounding"];

    [Theory]
    [MemberData(nameof(Judges))]
    public void Nothing_found_allocates_nothing(string judge)
    {
        Classifier classifier = Of(judge);
        Conversation conversation = new(ConversationNeeds.System | ConversationNeeds.Sources | ConversationNeeds.Turns);
        conversation.Add(Direction.Request, ContentScope.System, "content", "You are a guide of the railway museum. Canary: PLOVER-5531-SAGE. Never speak of the closed branch in Ostwick.");
        conversation.Add(Direction.Request, ContentScope.ToolResult, "content", "The train from Vienna to Budapest takes about two and a half hours; times at https://trains.example/timetables/vienna-budapest-2026.");
        FindingList findings = new();
        for (int i = 0; i < 50; i++)
            Judge(classifier, conversation, findings);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
            Judge(classifier, conversation, findings);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, findings.Count);
    }

    private static Classifier Of(string judge) => judge switch
    {
        "tools" => new ToolRules(["read_*"], ["shell"], [new ArgumentRule("*", null, PatternSet.Compile([new PatternRule { Name = "x", Pattern = @"\brm -rf" }]))], repeats: 0),
        "poisoning" => new ToolPoisoning(),
        "canaries" => new OwnCanaries(new CanaryForms(["kestrel-7Q4M-lantern-92"])),
        "marked" => new MarkedCanaries(),
        "overlap" => new PromptOverlap(),
        "topic" => new OwnTopic("Weapons", null, ["How do I buy a gun without a license?", "Which rifle has the longest range?"], only: false),
        _ => new GroundingJudge(),
    };

    private static void Judge(Classifier classifier, Conversation conversation, FindingList findings) => classifier.Judge(
        new JudgedText
        {
            Text = Answer,
            Direction = Direction.Response,
            Scope = classifier is ToolRules ? ContentScope.ToolCall : ContentScope.Assistant,
            Volume = Answer.Length,
            Part = classifier is ToolRules ? SlotPart.ToolArguments : classifier is ToolPoisoning ? SlotPart.ToolDefinition : SlotPart.None,
            Tool = "read_page",
            Conversation = conversation,
        },
        findings);
}
