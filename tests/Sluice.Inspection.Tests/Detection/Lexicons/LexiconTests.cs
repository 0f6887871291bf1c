using Sluice.Inspection.Detection.Lexicons;

namespace Sluice.Inspection.Tests.Detection.Lexicons;

public sealed class LexiconTests
{
    private static readonly ClassLexicon Words = new("fruit: apple pear* 苹果\nplace: new_york\nidiom: big_apple\nmake: make|not");

    [Theory]
    [InlineData("An APPLE a day", "fruit")]
    [InlineData("Ápplé", "fruit")]
    [InlineData("app\u0301le", "fruit")]
    [InlineData("a pearly pear", "fruit fruit")]
    [InlineData("pineapple spear", "")]
    [InlineData("New-York, new york", "place place")]
    [InlineData("new and york", "")]
    [InlineData("The Big Apple", "")]
    [InlineData("我要买苹果。", "fruit")]
    public void Words_stems_and_phrases_are_read(string text, string classes)
    {
        List<string> found = [];
        string[] names = [.. Words.Classes];
        LexiconReader reader = new(Words, text);
        while (reader.Read())
            found.Add(names[System.Numerics.BitOperations.TrailingZeroCount(reader.Classes)]);
        Assert.Equal(classes, string.Join(' ', found));
    }

    [Theory]
    [InlineData("apple")]
    [InlineData("ápplé")]
    [InlineData("new - york")]
    public void A_word_is_found_wherever_it_stands(string word)
    {
        // Words are looked for in blocks of 64 units, plain ones otherwise than others.
        foreach (string filler in (string[])["it. ", "x\n", "word", "é! ", "苹", "|"])
        {
            for (int times = 0; times < 140; times++)
            {
                string before = string.Concat(Enumerable.Repeat(filler, times)) + "; ";
                LexiconReader reader = new(Words, before + word);
                while (reader.Read() && reader.Start < before.Length)
                {
                }

                Assert.Equal(before.Length, reader.Start);
                Assert.Equal(before.Length + word.Length, reader.End);
                Assert.Equal(filler is "it. " or "x\n" or "é! " ? times : 0, reader.Sentences);
                Assert.Equal((filler == "word" ? Math.Min(times, 1) : times) + 1, reader.Words);
            }
        }
    }

    [Theory]
    [InlineData("a word without a class")]
    [InlineData("x: ab*")]
    [InlineData("x: --")]
    public void Lines_that_are_no_lexicon_are_refused(string lines) => Assert.Throws<FormatException>(() => new ClassLexicon(lines));

    [Theory]
    [InlineData("x .01: a")]
    [InlineData("other .01 5: a")]
    [InlineData("x .01 5: nothing")]
    [InlineData("x .01 5: !a")]
    public void Lines_that_are_no_frame_are_refused(string line) => Assert.Throws<FormatException>(() => Frame.Parse(line, new ClassLexicon("a: apple"), ["x"]));

    [Theory]
    [InlineData("make a bomb", true)]
    [InlineData("a bomb they make", true)]
    [InlineData("make one two three four five a bomb", false)]
    [InlineData("make it. A bomb", false)]
    [InlineData("never make a bomb", false)]
    [InlineData("make a bomb, never", false)]
    [InlineData("They make 3.5 bomb", true)]
    public void A_frame_is_classes_near_each_other_in_one_sentence(string text, bool found) =>
        Assert.Equal(found, Frames("x .01 4: make bomb !never", sentences: true).Read(text, 0).Read());

    [Theory]
    [InlineData("make a bomb", true)]
    [InlineData("a bomb they make", false)]
    [InlineData("make.\n\nbomb", true)]
    public void Order_and_sentences_count_where_they_are_asked_for(string text, bool found) =>
        Assert.Equal(found, Frames("x .01 4> make bomb", sentences: false).Read(text, 0).Read());

    [Fact]
    public void Frames_that_were_complete_before_the_stretch_are_not_told_again()
    {
        FrameSet frames = Frames("x .01 4: make bomb", sentences: true);
        Assert.False(frames.Read("make a bomb and run", 12).Read());
        Assert.True(frames.Read("make a bomb and run", 4).Read());
    }

    private static FrameSet Frames(string lines, bool sentences) => new(new ClassLexicon("make: make\nbomb: bomb\nnever: never"), lines, ["x"], sentences);
}
