using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Inspection.Matching.Scanning;

/// <summary>
/// Runs the mirrored, relaxed automaton from the text's end to its beginning and marks where a match, or the context of one, may begin.
/// One table look-up per unit whatever the text is: the decider, which may take many units per start, then runs from the marked starts only.
/// </summary>
internal static class OriginFinder
{
    public static void Mark(CompiledRules rules, ReadOnlySpan<char> text, OriginMap origins)
    {
        var slot = rules.Origins;
        var dfa = slot.Current;
        int state = slot.Start(ref dfa, rules.Alphabet.Edge, contextSet: 0);
        ref char units = ref MemoryMarshal.GetReference(text);
        ref ushort map = ref MemoryMarshal.GetArrayDataReference(rules.Alphabet.Map);
        ref int table = ref dfa.Table;
        for (int position = text.Length - 1; position >= 0; position--)
        {
            int unitClass = Unsafe.Add(ref map, Unsafe.Add(ref units, position));
            int entry = Unsafe.Add(ref table, state + unitClass);
            if (entry > 0)
            {
                state = entry;
                continue;
            }

            entry = slot.Resolve(ref dfa, ref state, unitClass);
            table = ref dfa.Table;
            state = Math.Abs(entry);
            if (entry > 0) continue;
            var reached = dfa.State(state);
            if (reached.Now.Length > 0) origins.Add(position);
            if (reached.Before.Length > 0) origins.Add(position + 1);
        }

        // Nothing stands before the first unit that the mirrored run could look at, and an outer context may end there.
        if (!text.IsEmpty) origins.Add(0);
    }
}
