namespace Kotwal.Sigma.Syntax;

/// <summary>Collects what is wrong with one text, in the order in which it is found.</summary>
internal sealed class SyntaxFaults(string? path, SigmaLimits limits)
{
    private readonly List<SigmaError> errors = [];
    private readonly List<SigmaError> remarks = [];

    public SigmaLimits Limits { get; } = limits;

    public IReadOnlyList<SigmaError> Errors => errors;

    /// <summary>What is no fault, and may not be what was meant.</summary>
    public IReadOnlyList<SigmaError> Remarks => remarks;

    public void Remark(SourcePosition at, string reason) => remarks.Add(new(path, at, reason));

    public void Add(SourcePosition at, string reason) => errors.Add(new(path, at, reason));
}
