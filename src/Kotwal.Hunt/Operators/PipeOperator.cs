using Kotwal.Hunt.Reading;

namespace Kotwal.Hunt.Operators;

/// <summary>One operator of the pipe: what the reader accepts and the reference page says.</summary>
/// <param name="Name">The word behind the <c>|</c>.</param>
/// <param name="Signature">The operator with its operands; optional ones in brackets.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Example">A whole hunt that uses it.</param>
/// <param name="Read">Reads what stands behind the name, up to the next <c>|</c> or the end.</param>
internal sealed record PipeOperator(
    string Name, string Signature, string Meaning, string Example, Func<TokenReader, Stage> Read);
