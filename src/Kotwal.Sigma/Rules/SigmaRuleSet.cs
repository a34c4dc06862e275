using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Rules;

/// <summary>A text with Sigma documents and the path it came from.</summary>
public sealed record SigmaSource(string Path, string Text);

/// <summary>Everything that was loaded, and why the rest was not. Immutable.</summary>
/// <param name="Rules">The rules in the order in which they were found.</param>
/// <param name="Correlations">The rules about several events.</param>
/// <param name="Filters">The filters; loading does not apply them, <see cref="WithFilters"/> does.</param>
/// <param name="Rejected">What was not loaded, with place and reason.</param>
/// <param name="Ignored">Files with a YAML document that is nothing of Sigma.</param>
public sealed record SigmaRuleSet(
    ImmutableArray<SigmaRule> Rules,
    ImmutableArray<SigmaCorrelation> Correlations,
    ImmutableArray<SigmaFilter> Filters,
    ImmutableArray<SigmaError> Rejected,
    ImmutableArray<string> Ignored)
{
    /// <summary>What is loaded and may not do what its author meant, with place and reason.</summary>
    public ImmutableArray<SigmaError> Remarks { get; init; } = [];

    /// <summary>Loads files and all <c>.yml</c> and <c>.yaml</c> files of folders and their folders, on several cores; the order stays.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="limits">How much of one file is accepted; the defaults when null.</param>
    /// <exception cref="IOException">A file or folder is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or folder may not be read.</exception>
    public static SigmaRuleSet Load(IEnumerable<string> paths, SigmaLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        limits ??= SigmaLimits.Default;
        return Collect(SigmaRuleFiles.Find(paths), path => (path, ReadFile(path, limits)));
    }

    /// <summary>Reads texts that the caller has. They are read on several cores; the order stays.</summary>
    public static SigmaRuleSet Read(IEnumerable<SigmaSource> sources, SigmaLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        limits ??= SigmaLimits.Default;
        return Collect(sources, source => (source.Path, SigmaReader.Read(source.Text, source.Path, limits)));
    }

    /// <summary>The same set with the filters put into the rules they are for; a filter for a rule that is not there is rejected.</summary>
    public SigmaRuleSet WithFilters()
    {
        if (Filters.IsEmpty)
        {
            return this;
        }

        var missing = Filters.Select(filter => (Filter: filter, Name: FilterApplication.Missing(filter, Rules).FirstOrDefault())).Where(entry => entry.Name is not null).ToList();
        var usable = Filters.RemoveRange(missing.Select(entry => entry.Filter));
        return this with
        {
            Rules = [.. Rules.Select(rule => FilterApplication.Apply(rule, usable))],
            Filters = [],
            Remarks = [.. Remarks, .. usable.SelectMany(filter => FilterApplication.Remarks(filter, Rules))],
            Rejected = [.. Rejected, .. missing.Select(entry => new SigmaError(entry.Filter.Path, entry.Filter.At, $"The filter is for the rule '{entry.Name}', which is not there."))],
        };
    }

    // Texts know nothing of each other until they are gathered, so each is read by whichever core is free.
    private static SigmaRuleSet Collect<T>(IEnumerable<T> sources, Func<T, (string Path, SigmaReading Reading)> read)
    {
        var collector = new RuleSetCollector();
        try
        {
            foreach (var (path, reading) in sources.AsParallel().AsOrdered().Select(read))
            {
                collector.Add(path, reading);
            }
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(failed.InnerExceptions[0]);
        }

        return collector.ToRuleSet();
    }

    // A character takes four bytes at most, so a longer file cannot be within the limit.
    private static SigmaReading ReadFile(string path, SigmaLimits limits) => new FileInfo(path).Length > 4L * limits.MaxTextLength
        ? new([], [new(path, 1, 1, $"The file is longer than {limits.MaxTextLength} characters.")], Ignored: 0)
        : SigmaReader.Read(File.ReadAllText(path), path, limits);
}
