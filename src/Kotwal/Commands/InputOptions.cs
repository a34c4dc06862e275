using System.CommandLine;
using Kotwal.Events.Formats;
using Kotwal.Inputs;

namespace Kotwal.Commands;

/// <summary>Options and arguments that all commands over files share.</summary>
internal static class InputOptions
{
    private static readonly string Names = string.Join(", ", FormatList.All.Select(format => format.Name));

    public static Option<string?> Format() => new("--format")
    {
        Description = $"The inputs' format. Default: told from the first lines. One of {Names}.",
    };

    public static Option<string[]> Pipelines() => new("--pipeline")
    {
        Description = "A pipeline in pySigma's YAML format that the rules are sent through, or a folder of them; may be repeated. They are applied in the order of their priority.",
    };

    public static Option<string?> TimeZone() => new("--time-zone")
    {
        Description = "IANA zone of times that carry none, for example Asia/Kolkata. Default: UTC.",
    };

    public static Argument<string[]> Inputs() => new("INPUT")
    {
        Description = "Files and folders; - is standard input; .gz and .zst are unpacked on the way.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Says what in rules and pipelines has no effect, or may not be meant.</summary>
    public static async Task SayRemarksAsync(RuleFolder rules)
    {
        foreach (var remark in rules.Remarks)
        {
            await System.Console.Error.WriteLineAsync("kotwal: " + remark);
        }
    }

    /// <exception cref="BadInputException">There is no such format.</exception>
    public static string? CheckFormat(string? name) =>
        name is null || FormatList.Find(name) is not null
            ? name
            : throw new BadInputException($"There is no format '{name}'. Choose one of {Names}.");

    /// <exception cref="BadInputException">There is no such zone.</exception>
    public static string? CheckTimeZone(string? name) =>
        name is null || TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)
            ? name
            : throw new BadInputException($"There is no time zone '{name}'. Zones have IANA names such as Asia/Kolkata.");
}
