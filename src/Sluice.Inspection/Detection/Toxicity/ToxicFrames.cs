using Sluice.Inspection.Detection.Lexicons;

namespace Sluice.Inspection.Detection.Toxicity;

/// <summary>
/// What makes words toxic: an intent, a deed and its object in one sentence, without what makes it a warning, a report or a quotation. The rates were held against the benign
/// texts of the development pool (docs/detection/content.md); a frame that honest people write more often has a higher one.
/// </summary>
internal static class ToxicFrames
{
    /// <summary>The labels, named as AIRS names them.</summary>
    public static IReadOnlyList<string> Labels { get; } =
        ["hate", "sexual-content", "violent-crime", "indiscriminate-weapon", "self-harm", "cybercrime", "controlled-substance", "other-nonviolent-crime"];

    private const string Lines = """
        hate .002 1: slur !quote !reclaimed
        hate .0004 8: slur vile|hatred|purge|you|kill|cull !quote !reclaimed !not
        hate .0008 6> group are vile !not !quote !guard
        hate .003 2> vile group !not !quote !guard
        hate .0006 5> we hatred group !not !quote
        hate .003 4> kill group !not !quote !guard !fiction
        hate .0005 7: group purge !not !quote !guard
        hate .0007 9> group should cull !not !quote !guard
        hate .0007 9> should cull group !not !quote !guard
        hate .003 8: group lesser vile !not !quote !guard
        hate .004 12> how|write mock group|trait !guard !not
        hate .004 12> mock write group|trait !guard !not
        hate .0009 10> write|how purge|hatred|lesser group !guard !not !study
        violent-crime .0008 10> how kill person !guard !fiction
        violent-crime .003 10> how person kill !guard !fiction !study
        violent-crime .0006 14: how kill caught !guard !fiction
        violent-crime .0006 10: kill person caught !guard !fiction
        violent-crime .0008 12: how massacre !guard !fiction !study
        violent-crime .001 10: how abuse !guard !fiction !study
        violent-crime .0008 3: threat !quote !fiction
        violent-crime .0008 10: how gun !guard !fiction
        violent-crime .0008 8: make|get gun !guard !fiction !study
        violent-crime .001 12: get firearm illicit !guard !fiction
        indiscriminate-weapon .0003 9: how make bomb !guard !fiction !study
        indiscriminate-weapon .0009 6> make bomb !guard !fiction !study
        indiscriminate-weapon .003 8> how bomb !guard !fiction !study
        indiscriminate-weapon .0004 12: how make|use|get plague !guard !fiction !study
        indiscriminate-weapon .001 6> make|get plague !guard !fiction !study
        indiscriminate-weapon .003 10> how plague !guard !fiction !study
        indiscriminate-weapon .0008 12: use bomb|plague person|massacre|caught !guard !fiction !study
        self-harm .002 8: myself selfharm !guard
        self-harm .0006 8: method selfharm !guard
        self-harm .0015 8> how selfharm !guard !study
        sexual-content .003 1: abusive !guard
        sexual-content .0003 10: abusive how|write|get|story|use !guard
        sexual-content .0006 10: sexual|crude minor !guard
        sexual-content .002 8: intimate minor story|how|write !guard !study
        sexual-content .0015 8> story|how|write|get sexual !guard !study
        sexual-content .003 8: crude sexual|you|story|person !guard
        sexual-content .003 8: story|write intimate crude|you|consent !guard !study
        sexual-content .0015 8: sexual|intimate consent how|write|get|use !guard !study
        cybercrime .0008 6> write|make malware !guard !study
        cybercrime .001 10: how make|get|use|write malware !guard !study
        cybercrime .004 8> how malware !guard !study
        cybercrime .0012 10> how hack target !guard !fiction !study
        cybercrime .0008 12: hack target caught !guard !fiction
        cybercrime .001 9> how|write steal target !guard !fiction !study
        controlled-substance .0005 8: how make drug !guard !study
        controlled-substance .001 4> make drug !guard !study
        controlled-substance .0009 9: how get drug !guard !study
        controlled-substance .002 12: how drug high|caught|home !guard !study
        controlled-substance .004 8> how drug !guard !study
        controlled-substance .002 12: how|get pill high|illicit !guard !study
        controlled-substance .003 8: how high !guard !study
        other-nonviolent-crime .0008 8> how steal goods !guard !fiction
        other-nonviolent-crime .0005 14: steal goods caught !guard !fiction
        other-nonviolent-crime .001 9: how fraud !guard !study !fiction
        other-nonviolent-crime .0012 7> write|make|get fraud !guard !study !fiction
        other-nonviolent-crime .0009 12: fraud caught !guard !fiction
        other-nonviolent-crime .003 12: illicit get goods|fraud !guard
        other-nonviolent-crime .005 12> how caught !guard !fiction !study
        """;

    /// <summary>The frames over the words of <see cref="ToxicWords"/>.</summary>
    public static FrameSet All { get; } = new(
        new ClassLexicon(ToxicWords.Common + ToxicWords.Deeds + ToxicWords.Bodies), Lines, Labels, sentences: true,
        common: "how make get write use person you not are we should story minor group quote study home method myself");

    /// <summary>Which classes stand for which kind of harm, the gravest first.</summary>
    private static readonly (ulong Classes, int Label)[] Kinds =
    [
        .. new[]
        {
            ("indiscriminate-weapon", "bomb plague"), ("self-harm", "selfharm"), ("sexual-content", "abusive sexual crude intimate"), ("controlled-substance", "drug pill"), ("cybercrime", "malware hack"),
            ("violent-crime", "kill massacre gun firearm abuse threat"), ("other-nonviolent-crime", "fraud steal illicit caught"),
        }
            .Select(k => (MaskOf(k.Item2), Labels.ToList().IndexOf(k.Item1))),
    ];

    private static readonly ulong Slurs = All.Lexicon.MaskOf("slur");
    private static readonly ulong Groups = MaskOf("group trait");
    private static readonly ulong Denial = MaskOf("not");
    private static readonly ulong Contempt = MaskOf("mock vile hatred purge cull lesser");

    /// <summary>What makes it a warning, a report, a quotation or a word of one's own: then a model is not believed.</summary>
    private static readonly ulong Doubts = MaskOf("guard quote reclaimed");

    /// <summary>Classes of words that toxic texts are about. A text without any is not worth a model's time.</summary>
    public static ulong Matters { get; } = Kinds.Aggregate(Slurs | Groups, (all, kind) => all | kind.Classes);

    /// <summary>The label that a text with these classes has if a model calls it hateful or harmful; -1 for none.</summary>
    public static int KindOf(ulong classes, bool isHate)
    {
        if ((classes & Doubts) != 0)
            return -1;
        if (isHate)
            return (classes & Slurs) != 0 || ((classes & Groups) != 0 && (classes & Contempt) != 0 && (classes & Denial) == 0) ? 0 : -1;
        foreach (var (kind, label) in Kinds)
        {
            if ((kind & classes) != 0)
                return label;
        }

        return -1;
    }

    private static ulong MaskOf(string names) => names.Split(' ').Aggregate(0UL, (all, name) => all | All.Lexicon.MaskOf(name));
}
