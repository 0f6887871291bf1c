using Sluice.Training;
using Sluice.Training.Evaluation;
using Sluice.Training.Injection;
using Sluice.Training.Pool;
using Sluice.Training.Toxicity;

// sluice-training train|eval FOLDER [PLAN] [--threads N]: trains the models from the pool in FOLDER, or evaluates each on sources that it does not learn from.
// sluice-training time: what judging with the shipped models costs.
TrainingPlan[] plans = [new InjectionPlan(), new ToxicityPlan()];
var threads = Math.Min(2, Environment.ProcessorCount);
string[] words = [.. args];
var option = Array.IndexOf(words, "--threads");
if (option >= 0)
{
    threads = int.Parse(words[option + 1]);
    words = [.. words[..option], .. words[(option + 2)..]];
}

if (words is ["time"])
{
    Timing.Write(Console.Out);
    return 0;
}

if (words is not [("train" or "eval") and var act, var folder, .. var names] || names.Except(plans.Select(p => p.Name)).Any())
{
    Console.Error.WriteLine($"sluice-training train|eval FOLDER [{string.Join('|', plans.Select(p => p.Name))}] [--threads N], or: sluice-training time");
    return 2;
}

foreach (var plan in plans.Where(p => names.Length == 0 || names.Contains(p.Name)))
{
    var trainer = new Trainer(plan, new PoolReader(folder), threads);
    if (act == "train")
        trainer.Train(Directory.GetCurrentDirectory(), Console.Out);
    else
        trainer.Evaluate(Directory.GetCurrentDirectory(), Console.Out);
}

return 0;
