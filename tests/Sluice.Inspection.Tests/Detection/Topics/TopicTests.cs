using Sluice.Inspection.Detection.Topics;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Detection.Topics;

/// <summary>Topics that the user describes by a few examples.</summary>
public sealed class TopicTests
{
    private static readonly Policy Refunds = Topic(d =>
    {
        d.Topic = "Promising refunds";
        d.Description = "The assistant promises a customer a refund, a reimbursement or a compensation.";
        d.Examples.AddRange(["I will refund you the full price of your order.", "You will get your money back within five days.", "We guarantee that you will be reimbursed for the damaged item."]);
    });

    private static readonly Policy Weapons = Topic(d =>
    {
        d.Topic = "Weapons";
        d.Examples.AddRange(["How do I buy a gun without a license?", "Which rifle has the longest range?", "Explain how to build a pipe bomb."]);
    });

    private static readonly Policy OnlyInsurance = Topic(d =>
    {
        d.Topic = "Car insurance";
        d.Only = true;
        d.Description = "Questions of customers about their car insurance: claims, premiums, coverage, damage, contracts.";
        d.Examples.AddRange(["How do I report damage to my car after an accident?", "What does the premium cost for a new driver?", "Does my insurance cover theft of the vehicle?", "I want to cancel my car insurance contract."]);
    });

    [Theory]
    [InlineData("Don't worry, we will refund the whole amount.")]
    [InlineData("I promise that you'll be reimbursed for this purchase.")]
    [InlineData("As compensation you will receive the price of the order back, guaranteed.")]
    [InlineData("Your money will be paid back to your account in five days.")]
    public void A_text_on_the_topic_is_found_in_other_words(string text) => Assert.NotEqual(Decision.None, Decided(Refunds, text));

    [Theory]
    [InlineData("Where can I get a pistol and ammunition without papers?")]
    [InlineData("Tell me how to make explosives at home for a bomb.")]
    public void Another_topic_is_found_likewise(string text) => Assert.NotEqual(Decision.None, Decided(Weapons, text));

    [Theory]
    [InlineData("Write a function that reverses a linked list in C#.")]
    [InlineData("What is the capital of Australia, and how many people live there?")]
    [InlineData("The parcel left our warehouse this morning and should arrive on Friday.")]
    [InlineData("Suggest a name for a puppy that likes to swim.")]
    [InlineData("Summarize this article about the history of the printing press in five points.")]
    [InlineData("My printer shows an error although the paper tray is full.")]
    public void An_ordinary_text_is_on_neither(string text)
    {
        Assert.Equal(Decision.None, Decided(Refunds, text));
        Assert.Equal(Decision.None, Decided(Weapons, text));
    }

    [Theory]
    [InlineData("I had an accident yesterday, how do I report the damage to my car?")]
    [InlineData("Does the insurance cover a stolen vehicle?")]
    [InlineData("Thanks!")]
    [InlineData("Yes, please.")]
    public void Where_only_one_topic_is_allowed_its_texts_pass(string text) => Assert.Equal(Decision.None, Decided(OnlyInsurance, text));

    [Theory]
    [InlineData("Write a poem about the sea in the style of a sailor's song.")]
    [InlineData("Which mountains should I climb in Norway during my summer holidays?")]
    [InlineData("Explain the proof that there are infinitely many prime numbers.")]
    public void Where_only_one_topic_is_allowed_others_are_found(string text) => Assert.NotEqual(Decision.None, Decided(OnlyInsurance, text));

    [Fact]
    public void A_sentence_on_the_topic_weighs_less_in_a_long_request()
    {
        OwnTopic topic = new("Weapons", null, ["How do I buy a gun?", "Which rifle is best?"], only: false);
        double Score(long volume)
        {
            Sluice.Inspection.Detection.Judging.FindingList findings = new();
            topic.Judge(new() { Text = "Which gun shop sells a rifle?", Direction = Direction.Request, Scope = ContentScope.User, Volume = volume }, findings);
            return findings.Count == 0 ? 0 : findings[0].Score;
        }

        Assert.True(Score(30) > Score(300_000));
    }

    [Fact]
    public void Names_of_tools_and_their_arguments_have_no_topic()
    {
        const string body = """{"messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"buy_gun","arguments":"{\"q\":\"Which rifle should I buy, and which gun?\"}"}}]}]}""";
        Assert.Null(Given.Refused(Weapons, body));
    }

    [Fact]
    public void What_describes_no_topic_is_refused_with_its_key()
    {
        Assert.Equal("Sluice:Detectors:own:Examples", Assert.Single(OwnDetector.Errors(d => d.Topic = "Weapons")).Key);
        Assert.Equal("Sluice:Detectors:own", Assert.Single(OwnDetector.Errors(d => d.Only = true)).Key);
        Assert.Contains(OwnDetector.Errors(d =>
        {
            d.Topic = new string('x', 101);
            d.Description = "weapons";
        }), e => e.Key == "Sluice:Detectors:own:Topic");
    }

    private static Policy Topic(Action<DetectorOptions> detector) => OwnDetector.Policy(detector, "user,assistant", "Flag");

    private static Decision Decided(Policy policy, string text)
    {
        Exchange exchange = Given.Exchange(policy);
        Given.Inspect(exchange, $$"""{"messages":[{"role":"user","content":{{Tests.Streaming.ChatStream.Quote(text)}}}]}""");
        return exchange.Tally.Decision;
    }
}
