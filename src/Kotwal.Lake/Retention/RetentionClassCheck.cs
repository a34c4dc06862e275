using System.Text.RegularExpressions;
using Kotwal.Lake.Manifest;
using Microsoft.Extensions.Options;

namespace Kotwal.Lake.Retention;

/// <summary>Refuses retention classes that cannot be, and those that are shorter than the law asks without anybody's word.</summary>
internal sealed partial class RetentionClassCheck : IValidateOptions<LakeOptions>
{
    private const int MaxClasses = 16;
    private const int MaxDays = 36_500;

    public ValidateOptionsResult Validate(string? name, LakeOptions options)
    {
        List<string> failures = [.. options.Classes.Index().SelectMany(one => Check($"Lake:Classes:{one.Index}", one.Item))];
        if (options.Classes.Count > MaxClasses)
        {
            failures.Add($"Lake:Classes has {options.Classes.Count} entries; at most {MaxClasses} are possible.");
        }

        failures.AddRange(options.Classes.GroupBy(one => one.Name, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => $"Lake:Classes names '{same.Key}' more than once."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Check(string key, RetentionClassOptions one)
    {
        if (!ClassName().IsMatch(one.Name) || one.Name == Segment.HoldClass)
        {
            yield return $"{key}:Name '{one.Name}' is no name of a class: 1 to 32 of a-z, 0-9 and '-', and not '{Segment.HoldClass}'.";
        }

        if (one.Days is < 1 or > MaxDays)
        {
            yield return $"{key}:Days is {one.Days}; it must be 1 to {MaxDays}.";
        }
        else if (one.Days < LegalMinimum.Days && string.IsNullOrWhiteSpace(one.BelowLegalMinimum))
        {
            yield return $"{key}:Days is {one.Days}, but logs must be kept for {LegalMinimum.Days} days (CERT-In, 28 April 2022). "
                + $"Where less is right, {key}:BelowLegalMinimum says who allowed it and why; it is written into the audit trail.";
        }

        foreach (var level in one.Levels.Where(level => !RetentionClass.IsLevel(level)))
        {
            yield return $"{key}:Levels has '{level}', which is no severity of RFC 5424: debug, informational, notice, warning, error, critical, alert, emergency.";
        }
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,32}\z")]
    private static partial Regex ClassName();
}
