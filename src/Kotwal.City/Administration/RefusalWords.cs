namespace Kotwal.City.Administration;

/// <summary>Refusals in English, for programs and for the audit trail.</summary>
public static class RefusalWords
{
    /// <summary>What went wrong and what to do, in one sentence.</summary>
    public static string Of(Refusal refusal) => refusal switch
    {
        Refusal.NotFound => "There is no such thing.",
        Refusal.Conflict => "Somebody else changed this since it was read. Read it again.",
        Refusal.NotPermitted => "Only an administrator of the whole city may do this.",
        Refusal.BeyondGiver => "Your own right to administer ends earlier than what would be given.",
        Refusal.LastAdministrator =>
            "This is the last administrator of the whole city without an end who can sign in. Make another one first.",
        Refusal.HasLeft => "The person has left. Make a new account.",
        Refusal.IsDisabled => "The account is disabled. Enable it first.",
        Refusal.NameInvalid => "A name has 1 to 64 letters, digits and -._@+",
        Refusal.NameTaken => "There is an account of that name, perhaps of somebody who left.",
        Refusal.DisplayNameTooLong => "A display name has at most 128 characters and one line.",
        Refusal.MailInvalid => "This is no mail address.",
        Refusal.RoleInvalid => "There is no such role, or it is not one for people.",
        Refusal.RoleTwice => "An account has each role once. Put all parts into one scope.",
        Refusal.ScopeInvalid => "A part of the city is written kind:value, with one of zone, ward, service, department and incident.",
        Refusal.ScopeTooLong => "These are too many parts for one grant.",
        Refusal.EndIsPast => "The end is past.",
        Refusal.EndIsTooFar => "The end is too far: a token lasts at most 366 days, a guest's grant at most 90.",
        Refusal.EndIsMissing => "A guest's grant needs an end.",
        Refusal.NotForGuests => "A guest is a responder for one incident or an auditor.",
        Refusal.TokenNameInvalid => "The name of a token has 1 to 64 characters.",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
