using Sluice.Inspection.Detection;

namespace Sluice.Inspection.Tests.Detection.People;

/// <summary>Names and addresses: what is taken, to the character, and what is left.</summary>
public sealed class PeopleTests
{
    [Theory]
    [InlineData("My name is @@ and I need help.", "Ingrid Johansson")]
    [InlineData("Write a note to @@ about the party.", "Mateo Rossi")]
    [InlineData("Hello, this is Dr. @@. Who are you?", "Kyle Kuefer")]
    [InlineData("She named him @@.", "Lukas")]
    [InlineData("the account of @@'s mother", "Yuki")]
    [InlineData("I spoke to @@ yesterday.", "Xqy Szathmarović")]
    [InlineData("@@ said that it rains.", "Roksana")]
    [InlineData("Ask @@ for the key.", "Aoife van der Berg")]
    [InlineData("@@ is the keynote speaker", "Hanne I. Kreutzmann")]
    public void A_name_is_taken_to_the_letter(string text, string name) => Assert.Equal([name], Find("people/name", text.Replace("@@", name, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Change the address to @@.", "57 Station Road, Freiburg 79098")]
    [InlineData("He lives at @@ now", "840 Calle Mayor, Leeds LS1 4DY")]
    [InlineData("Deliver to @@, please.", "Via Garibaldi 12")]
    [InlineData("Please return it to @@ in case of loss.", "PSC 1234, Box 5678\nAPO AE 09012")]
    [InlineData("Ship to:\n@@\n\nThanks!", "12 Rue de la Gare\nApt. 4\nLyon\nFrance 69001")]
    [InlineData("Unsere Anschrift: @@.", "Lindenstraße 5, 10969 Berlin")]
    [InlineData("our new address is @@", "221b Baker Street")]
    public void An_address_is_taken_to_its_end(string text, string address) => Assert.Equal([address], Find("people/address", text.Replace("@@", address, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Who won the World Cup in 2014? Explain the Offside Rule.")]
    [InlineData("public static int Main(string[] args) { return Parse(args); }")]
    [InlineData("What is the capital of France? Is it near Belgium?")]
    [InlineData("On Monday, March 3, I will write the report. May I see it?")]
    [InlineData("Chapter 5 of Volume 2 shows Table 12.")]
    [InlineData("Use Python 3 and JavaScript to draw 5 Blue Circles.")]
    [InlineData("")]
    [InlineData("SELECT * FROM Users WHERE Id = 5")]
    public void Other_capitals_and_numbers_are_left(string text)
    {
        Assert.Empty(Find("people/name", text));
        Assert.Empty(Find("people/address", text));
    }

    [Fact]
    public void A_message_in_small_letters_is_read_by_its_cues() =>
        Assert.Equal(["11 via goffredo mameli 149\n suite 268"], Find("people/address", "please update the billing address with 11 via goffredo mameli 149\n suite 268 for this card"));

    [Fact]
    public void A_letter_outside_the_basic_plane_moves_nothing() => Assert.Equal(["Ingrid Johansson"], Find("people/name", "\U0001F600\U0001F600 my name is Ingrid Johansson \U0001F600"));

    [Fact]
    public void Ten_thousand_capitalised_words_are_read_in_pieces()
    {
        string text = string.Concat(Enumerable.Repeat("Ingrid Johansson, ", 5_000));
        Assert.InRange(Find("people/name", text).Count, 4_990, 5_000);
    }

    private static List<string> Find(string detector, string text)
    {
        using DetectorRun run = new([DetectorCatalog.ByName[detector]]);
        List<Detected> found = [];
        run.Run(text, Direction.Request, ContentScope.User, found);
        return found.ConvertAll(f => text.Substring(f.Start, f.Length));
    }
}
