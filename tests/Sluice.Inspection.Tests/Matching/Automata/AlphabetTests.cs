using Sluice.Inspection.Matching.Automata;
using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Tests.Matching.Automata;

public class AlphabetTests
{
    [Fact]
    public void Units_share_a_class_exactly_if_no_set_tells_them_apart()
    {
        CharSet[] sets = [CharSet.Range('a', 'f'), CharSet.Range('d', 'z'), CharSet.Of('q'), UnicodeSets.Word, CharSet.Of('\uFFFF')];
        var alphabet = new Alphabet();
        int[] ids = [.. sets.Select(alphabet.SetId)];
        int look = alphabet.LookId(new LookNode(Behind: true, sets[0], AtEdge: true));
        Assert.True(alphabet.Freeze());
        var signatures = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int unit = 0; unit < CharSet.Units; unit++)
        {
            int unitClass = alphabet.Map[unit];
            for (int i = 0; i < sets.Length; i++) Assert.Equal(sets[i].Contains(unit), alphabet.InSet(ids[i], unitClass));
            Assert.Equal(sets[0].Contains(unit), alphabet.LookHolds(look, unitClass));
            string signature = string.Concat(sets.Select(set => set.Contains(unit) ? '1' : '0'));
            if (!signatures.TryAdd(signature, unitClass)) Assert.Equal(signatures[signature], unitClass);
        }

        Assert.Equal(signatures.Count, alphabet.Edge);
        Assert.True(alphabet.LookHolds(look, alphabet.Edge));
        Assert.False(alphabet.InSet(ids[0], alphabet.Edge));
    }
}
