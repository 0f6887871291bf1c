using Sluice.Cli.Evaluation;
using Sluice.Cli.Evaluation.Data;
using Sluice.Inspection;

namespace Sluice.Cli.Tests.Evaluation;

/// <summary>Which labels ask which detectors.</summary>
public sealed class EvalTargetTests
{
    [Theory]
    [InlineData("prompt_attack", "injection", ContentScope.User, "prompt-attack+ override+")]
    [InlineData("prompt_attack", "injection", ContentScope.ToolResult, "prompt-attack+ indirect+")]
    [InlineData("prompt_attack", "jailbreak", ContentScope.User, "prompt-attack+ jailbreak+")]
    [InlineData("content_safety", "harmful_request", ContentScope.User, "toxicity+")]
    [InlineData("content_safety", "malicious_code_request", ContentScope.User, "")]
    [InlineData("toxicity", "neither", ContentScope.User, "toxicity-")]
    [InlineData("web_attack", "rce", ContentScope.User, "web-attack+")]
    [InlineData("destructive_sql", "safe_sql", ContentScope.User, "destructive-sql-")]
    public void A_label_says_yes_or_no_to_its_targets(string task, string label, ContentScope scope, string expected) =>
        Assert.Equal(expected, Answers(new EvalRecord("", "x", task, label, "s", scope, null)));

    [Fact]
    public void Honest_text_says_no_to_everything_but_what_web_requests_and_data_ask()
    {
        string answers = Answers(new EvalRecord("", "x", "prompt_attack", "benign", "s", ContentScope.User, null));
        Assert.DoesNotContain("+", answers, StringComparison.Ordinal);
        Assert.Contains("secrets-", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("indirect", answers, StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_says_yes_to_the_targets_of_its_type_and_nothing_to_those_it_is_no_mistake_of() =>
        Assert.Equal(
            "secrets+ secrets-prefixed+",
            Answers(new EvalRecord("", "x", "secret_spans", "", "s", ContentScope.User, [new LabelledSpan(0, 1, "jwt")])));

    private static string Answers(EvalRecord record) =>
        string.Join(' ', EvalTargets.All.Select(t => (t.Name, Truth: t.Truth(record))).Where(t => t.Truth != Truth.Aside).Select(t => t.Name + (t.Truth == Truth.Positive ? "+" : "-")));
}
