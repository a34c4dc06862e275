namespace Kotwal.City.Access;

/// <summary>What a browser is to ask a passkey.</summary>
/// <param name="Options">JSON for <c>navigator.credentials</c>.</param>
/// <param name="Ticket">To be sent back with the answer; good once, for five minutes.</param>
public sealed record PasskeyQuestion(string Options, string Ticket);

/// <summary>One passkey as its owner sees it.</summary>
/// <param name="Id">Its credential's id in hexadecimal.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record PasskeyRow(string Id, string Name, DateTimeOffset CreatedAt);
