using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// Finds the anchors of a rule. The rule is flattened to a concatenation; every boundary in it with a bounded part before and a part behind that takes at least one unit
/// can be the anchor's place. All sequences of sets that may follow are enumerated; the place that ordinary text hits least is taken.
/// Sound by construction: where none of a rule's anchors is, no match of it starts.
/// </summary>
internal sealed class AnchorAnalysis
{
    private const int MaxSequences = 64;
    private const int MaxDepth = 120;

    private readonly Dictionary<CharSet, ByteSet> _narrowed = [];
    private readonly List<Node> _parts = [];

    private AnchorAnalysis(Node rule) => Flatten(rule);

    /// <param name="rule">Context and pattern as one.</param>
    /// <param name="choice">If given, places are chosen at random: every place must be sound, not only the best.</param>
    public static List<Anchor> Analyze(Node rule, Random? choice = null) => new AnchorAnalysis(rule).Best(choice);

    private List<Anchor> Best(Random? choice)
    {
        var best = new List<Anchor>();
        double lowest = double.MaxValue;
        long reach = 0, minReach = 0, rest = _parts.Sum(part => part.MinLength());
        var before = default(ByteSet);
        for (int place = 0; place < _parts.Count && reach <= Anchor.MaxReach && rest > 0; place++)
        {
            var sequences = Enumerate(place);
            List<Anchor> anchors = [.. sequences.Select(sets => new Anchor(sets, (int)minReach, (int)reach, before))];
            double cost = choice?.NextDouble() ?? (anchors.Sum(anchor => anchor.Cost(nibbles: false)) * (reach == 0 ? 1 : 2)) + (1e-7 * anchors.Count);
            if (cost < lowest) (lowest, best) = (cost, anchors);
            var part = _parts[place];
            reach += part.MaxLength();
            minReach += part.MinLength();
            rest -= part.MinLength();
            before |= Units(part);
        }

        return best;
    }

    private void Flatten(Node node)
    {
        switch (node)
        {
            case EmptyNode:
                break;
            case ConcatNode concat:
                foreach (var part in concat.Parts) Flatten(part);
                break;
            case RepeatNode { Min: >= 1, Body: SetNode } run:
                FlattenRun(run);
                break;
            case RepeatNode { Min: >= 1 and < Anchor.Width } repeat:
                for (int i = 0; i < repeat.Min; i++) Flatten(repeat.Body);
                if (repeat.Max != repeat.Min) _parts.Add(new RepeatNode(repeat.Body, 0, Less(repeat.Max, repeat.Min)));
                break;
            default:
                _parts.Add(node);
                break;
        }
    }

    /// <summary>Of a run of one set, the last two units become parts of their own, so that what follows the run can be anchored with them before it.</summary>
    private void FlattenRun(RepeatNode run)
    {
        int own = run.Min == run.Max && run.Min <= Anchor.Width ? run.Min : Math.Min(run.Min, 2);
        if (own != run.Max) _parts.Add(new RepeatNode(run.Body, run.Min - own, Less(run.Max, own)));
        for (int i = 0; i < own; i++) _parts.Add(run.Body);
    }

    private static int Less(int max, int taken) => max == RepeatNode.Unbounded ? max : max - taken;

    private ByteSet Narrowed(CharSet set) => _narrowed.TryGetValue(set, out var known) ? known : _narrowed[set] = ByteSet.Of(set);

    private ByteSet Units(Node node) => node switch
    {
        SetNode set => Narrowed(set.Set),
        ConcatNode concat => concat.Parts.Aggregate(default(ByteSet), (all, part) => all | Units(part)),
        AlternateNode alternate => alternate.Branches.Aggregate(default(ByteSet), (all, branch) => all | Units(branch)),
        RepeatNode repeat => Units(repeat.Body),
        _ => default,
    };

    private List<ByteSet[]> Enumerate(int place)
    {
        Rest? rest = null;
        for (int i = _parts.Count - 1; i >= place; i--) rest = new Rest(_parts[i], rest);
        List<Sequence> current = [new Sequence([ByteSet.All], rest, Ended: false)];
        while (current[0].Sets.Length < Anchor.Width)
        {
            var longer = new List<Sequence>();
            foreach (var sequence in current) Extend(sequence, longer);
            if (longer.Count > MaxSequences) return Simplified([.. current.Select(sequence => Padded(sequence.Sets))]);
            if (longer.Count == 0) return [];
            current = longer;
        }

        return Simplified([.. current.Select(sequence => sequence.Sets)]);
    }

    private void Extend(Sequence sequence, List<Sequence> longer)
    {
        if (sequence.Ended)
        {
            longer.Add(sequence with { Sets = [.. sequence.Sets, ByteSet.All] });
            return;
        }

        Expand(sequence.Rest, ByteSet.All, ByteSet.All, 0, (taken, rest, behind) =>
        {
            if (longer.Count > 4 * MaxSequences) return;
            ByteSet[] sets = [.. sequence.Sets, taken ?? ByteSet.All];
            sets[^2] &= behind;
            if (!sets[^2].IsEmpty) longer.Add(new Sequence(sets, rest, Ended: taken is null));
        });
    }

    /// <summary>Reports each way to take one more unit: its set (null if the match ends or the search gives up), what follows, and what must stand behind it.</summary>
    private void Expand(Rest? rest, ByteSet behind, ByteSet ahead, int depth, Action<ByteSet?, Rest?, ByteSet> report)
    {
        if (rest is null || depth > MaxDepth)
        {
            report(null, null, behind);
            return;
        }

        switch (rest.First)
        {
            case SetNode set:
                var taken = Narrowed(set.Set) & ahead;
                if (!taken.IsEmpty) report(taken, rest.Next, behind);
                break;
            case LookNode { Behind: true } look:
                // True at the text's edge only: the first unit of a text is an origin anyway.
                behind &= Narrowed(look.Set);
                if (!behind.IsEmpty) Expand(rest.Next, behind, ahead, depth + 1, report);
                break;
            case LookNode look:
                ahead &= Narrowed(look.Set);
                if (!ahead.IsEmpty || look.AtEdge) Expand(rest.Next, behind, ahead, depth + 1, report);
                break;
            case ConcatNode concat:
                var next = rest.Next;
                for (int i = concat.Parts.Count - 1; i >= 0; i--) next = new Rest(concat.Parts[i], next);
                Expand(next, behind, ahead, depth + 1, report);
                break;
            case AlternateNode alternate:
                foreach (var branch in alternate.Branches) Expand(new Rest(branch, rest.Next), behind, ahead, depth + 1, report);
                break;
            case RepeatNode repeat:
                if (repeat.Min == 0) Expand(rest.Next, behind, ahead, depth + 1, report);
                if (repeat.Max == 0) break;
                var again = repeat with { Min = Math.Max(0, repeat.Min - 1), Max = Less(repeat.Max, 1) };
                Expand(new Rest(repeat.Body, new Rest(again, rest.Next)), behind, ahead, depth + 1, report);
                break;
            default:
                Expand(rest.Next, behind, ahead, depth + 1, report);
                break;
        }
    }

    private static ByteSet[] Padded(ByteSet[] sets) => [.. sets, .. Enumerable.Repeat(ByteSet.All, Anchor.Width - sets.Length)];

    /// <summary>Joins sequences that differ in one place only, and drops those that another contains.</summary>
    private static List<ByteSet[]> Simplified(List<ByteSet[]> sequences)
    {
        for (int i = 0; i < sequences.Count; i++)
        {
            for (int j = sequences.Count - 1; j > i; j--)
            {
                if (Join(sequences[i], sequences[j]) is not { } joined) continue;
                sequences[i] = joined;
                sequences.RemoveAt(j);
                j = sequences.Count;
            }
        }

        return sequences;
    }

    private static ByteSet[]? Join(ByteSet[] a, ByteSet[] b)
    {
        int differences = 0;
        bool aWithinB = true, bWithinA = true;
        for (int i = 0; i < Anchor.Width; i++)
        {
            if (a[i] != b[i]) differences++;
            aWithinB &= a[i].Within(b[i]);
            bWithinA &= b[i].Within(a[i]);
        }

        return differences <= 1 || aWithinB || bWithinA ? [.. a.Zip(b, (x, y) => x | y)] : null;
    }

    private sealed record Rest(Node First, Rest? Next);

    private sealed record Sequence(ByteSet[] Sets, Rest? Rest, bool Ended);
}
