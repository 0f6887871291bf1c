using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Inspection.Detection.Views;

/// <summary>
/// How much a text's letters follow each other as in English: the mean, over its pairs of letters and word edges, of the binary logarithm of how much more often the pair occurs than
/// if all did equally. English has 1.5 and more, code about 1, English reversed 0.5, English in rot13 -1.
/// </summary>
internal static class LetterPairs
{
    /// <summary>Entries of a row: the edge of a word, then a to z.</summary>
    public const int Letters = 27;

    /// <summary>
    /// Row: the first of the pair; column: the second; a hexadecimal digit, 8 for "as often as any", each step a factor of two. Counted over 2.7 million pairs of the
    /// development pool's English instructions and documents (GPTeacher, T0), rounded.
    /// </summary>
    private const string Table =
        "0CABAAB9AB87AAABA8ABC98B594" +
        "B28984685837A9B282AAB786584" +
        "785329000740821800752810070" +
        "89173A009807701A01959800050" +
        "B8216A242920544821773753050" +
        "DA59A977572598B676BB9588873" +
        "A71108710900600900826800040" +
        "A71139058800626720865702060" +
        "AA203C001900546A40647602050" +
        "98798988121699CA848AA581516" +
        "370005000300000610040600000" +
        "850008122701316400261301040" +
        "A9469A731904A63950477743080" +
        "99730A200800374880460600060" +
        "C939AA6A484655687239A863173" +
        "A66886A7573699B880B88A89452" +
        "881229017700930970868800070" +
        "300000000000300000000800000" +
        "BA578B573A07788A50899764080" +
        "C8384A42990665698529B847060" +
        "C9354B31CA00754A60997837581" +
        "977779471703989370999000232" +
        "58001A000900000600000200020" +
        "991019209901406900762003020" +
        "760405002500000170007100130" +
        "B44447120500444950377104022" +
        "450006000400000400010100032";

    /// <summary>Bits of a column, so that rows need no multiplication.</summary>
    private const int Columns = 5;

    private static readonly sbyte[] Scores = Build();

    /// <summary>0 for what is no ASCII letter, else 1 to 26.</summary>
    public static int Index(char unit)
    {
        int letter = (unit | 0x20) - 'a';
        return (uint)letter < 26 && unit < 0x80 ? letter + 1 : 0;
    }

    /// <summary>The score of one pair, by indexes: nothing else may be asked for, as no bounds are checked. 0 for what is no pair, neither of both being a letter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(int first, int second) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Scores), (nint)(uint)((first << Columns) | second));

    /// <summary>The text's mean score; 0 for a text without letters.</summary>
    public static double Mean(ReadOnlySpan<char> text)
    {
        int sum = 0;
        int pairs = 0;
        int before = 0;
        foreach (char unit in text)
        {
            int index = Index(unit);
            if ((before | index) != 0)
            {
                sum += Of(before, index);
                pairs++;
            }

            before = index;
        }

        if (before != 0)
        {
            sum += Of(before, 0);
            pairs++;
        }

        return pairs == 0 ? 0 : (double)sum / pairs;
    }

    private static sbyte[] Build()
    {
        sbyte[] scores = new sbyte[1 << (2 * Columns)];
        for (int i = 1; i < Table.Length; i++)
            scores[(i / Letters << Columns) | (i % Letters)] = (sbyte)(Convert.ToInt32(Table[i].ToString(), 16) - 8);
        return scores;
    }
}
