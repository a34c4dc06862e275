namespace Kotwal.City.Administration;

/// <summary>Why an administrator's deed was not done.</summary>
public enum Refusal
{
    /// <summary>There is no such account, grant or token.</summary>
    NotFound,

    /// <summary>Somebody else changed it since it was read; read it again.</summary>
    Conflict,

    /// <summary>Who asks is not an administrator of the whole city any more.</summary>
    NotPermitted,

    /// <summary>Nobody gives what lasts longer than the own right to give it, nor a way into an account that has such a thing.</summary>
    BeyondGiver,

    /// <summary>It would leave the city without an administrator who stays.</summary>
    LastAdministrator,

    /// <summary>The person has left; the account stays closed.</summary>
    HasLeft,

    /// <summary>A disabled account gets no link.</summary>
    IsDisabled,

    NameInvalid,
    NameTaken,
    DisplayNameTooLong,
    MailInvalid,

    /// <summary>No role, or one that a person cannot have.</summary>
    RoleInvalid,

    /// <summary>The same role twice.</summary>
    RoleTwice,

    ScopeInvalid,
    ScopeTooLong,

    /// <summary>An end that is past already.</summary>
    EndIsPast,

    /// <summary>A token ends after at most 366 days, a guest's grant after at most 90.</summary>
    EndIsTooFar,

    /// <summary>A guest's grant needs an end.</summary>
    EndIsMissing,

    /// <summary>A guest works on one incident or reads for one audit.</summary>
    NotForGuests,

    TokenNameInvalid,
}
