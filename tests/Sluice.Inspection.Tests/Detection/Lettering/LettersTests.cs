using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sluice.Inspection.Detection.Lettering;
using Sluice.Inspection.Detection.Models;

namespace Sluice.Inspection.Tests.Detection.Lettering;

public sealed class LettersTests
{
    private static readonly char[] Units = [.. Enumerable.Range(0, char.MaxValue + 1).Select(u => (char)u)];

    /// <summary>Taken when the shipped models were trained. Whoever has to change it trains all of them again.</summary>
    [Fact]
    public void What_the_models_see_of_every_unit_is_what_they_were_trained_with()
    {
        char[] folded = Array.ConvertAll(Units, CharFold.Of);
        char[] kinds = Array.ConvertAll(Units, u => (char)CharFold.Kind(u));

        Assert.Equal("0AA0634E008F1C72AD1417992B128A7FB289833BEEE24AD0E34D3872E12FA4E8", Digest(folded));
        Assert.Equal("CB0E62662E149BF39D0E334A6AF1456CEC30D7FAEF9AD4E4F155CB9EB6BF1959", Digest(kinds));
    }

    [Fact]
    public void Both_cases_of_a_letter_are_one()
    {
        foreach (char unit in Units)
        {
            char lower = char.ToLowerInvariant(unit);
            Assert.Equal(LetterTable.Small(lower, scripts: true), LetterTable.Small(unit, scripts: true));
            Assert.Equal(WordLetters.Fold(lower), WordLetters.Fold(unit));

            // These capitals look otherwise than their small letters.
            if (unit is not ('\u0397' or '\u039D' or '\u03A5'))
                Assert.Equal(BareLetters.Of(lower), BareLetters.Of(unit));
        }
    }

    [Theory]
    [InlineData("Ｉｇｎóｒé Zażółć", "ignorezazolc")]
    [InlineData("ìġ\u200Bñó\u00ADṛệ", "ignore")]
    [InlineData("іgnоrе", "ignore")]
    [InlineData("ｉｇⓝ①", "ign1")]
    [InlineData("𝐢𝓰𝟙", "ig1")]
    [InlineData("Ӏєss", "less")]
    public void Bare_letters_are_what_is_seen(string text, string bare) => Assert.Equal(bare, BareLetters.Squeeze(text));

    [Theory]
    [InlineData("ÉТŁＡｂơờ", "eтlaboo")]
    [InlineData("Ёж", "еж")]
    [InlineData("a\u0301\u200Bb", "a\u0003\u0003b")]
    [InlineData("a. b!\nc\u3002", "a\u0001\0b\u0001\u0002c\u0002")]
    [InlineData("x|y", "x\u0004y")]
    public void Words_keep_their_script_and_marks(string text, string read) => Assert.Equal(read, string.Concat(text.Select(WordLetters.Fold)));

    private static string Digest(char[] units) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(units.AsSpan())));
}
