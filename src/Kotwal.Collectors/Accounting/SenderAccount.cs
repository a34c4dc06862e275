using Kotwal.Events;

namespace Kotwal.Collectors.Accounting;

/// <summary>Whom records of one sender are ascribed to, and the account that counts them.</summary>
internal sealed record SenderAccount(RecordOrigin Origin, SourceAccount Account);
