using System.Collections.Immutable;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Windows;

/// <summary>What a name of event data means in each log.</summary>
/// <param name="Field">The field that holds the value as the record has it.</param>
/// <param name="Copies">Fields that get it in every log.</param>
/// <param name="WindowsRole">Whether the value decides about the whole event.</param>
/// <param name="ByLog">Fields that get it in one log only, at the log's place.</param>
internal sealed record WindowsName(
    Field? Field, ImmutableArray<FieldCopy> Copies, WindowsRole WindowsRole, ImmutableArray<WindowsCopy>[]? ByLog)
    : NameMeaning(Field, Copies, (int)WindowsRole);
