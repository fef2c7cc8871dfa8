/**
 * Names of secrets, as variables, properties, headers, parameters and environment variables have them.
 *
 * They are compared in lower case and without `-`, `_`, `@`, `$`, `.`, `#` and spaces: `api-key`, `API_KEY` and
 * `apiKey` are one.
 *
 * @module
 */

/** Nothing of such a value is kept, whatever its type, but the keys of a plain object. */
export const SECRET_NAMES: readonly string[] = `
password passwd pwd passphrase passcode passwordhash passwordsalt hashedpassword pgpassword mysqlpwd
secret secrets secretkey secrettoken clientsecret appsecret apisecret consumersecret sharedsecret webhooksecret
privatekey publicprivatekey sshkey gpgkey pgpkey pkcs8 masterkey encryptionkey decryptionkey signingkey signaturekey
apikey xapikey appkey applicationkey accesskey accesskeyid secretaccesskey awsaccesskeyid awssecretaccesskey
awssessiontoken storagekey accountkey subscriptionkey servicekey serviceaccountkey licensekey recoverykey
connectionstring databaseurl dburl credential credentials creds usercredentials serviceaccountcredentials
authorization proxyauthorization authheader authtoken xauthtoken accesstoken refreshtoken idtoken bearertoken oauthtoken
sessiontoken securitytoken xamzsecuritytoken personalaccesstoken jwt jwttoken csrftoken xcsrftoken xsrftoken xxsrftoken csrfmiddlewaretoken
cookie cookies setcookie xcookie sessionid sessid sessionkey phpsessid jsessionid aspnetsessionid connectsid aiohttpsession
creditcard creditcardnumber cardnumber ccnumber ccnum cvv cvv2 cvc cvc2 cardcvc cardverificationvalue
pin pincode certificatepin ssn socialsecuritynumber socialinsurancenumber nationalid taxid passportnumber
driverslicense voterid bankaccount bankaccountnumber routingnumber iban
otp totp onetimepassword mfacode mfatoken twofactorcode verificationcode securitycode securityanswer recoverycode
backupcodes mnemonic seedphrase twiliotoken slacktoken githubtoken gitlabtoken npmtoken recaptchakey
`.trim().split(/\s+/);

/** Text under such a name is not kept; numbers and objects are, as these are ordinary words in programs too. */
export const SECRET_TEXT_NAMES: readonly string[] =
  "token auth oauth bearer session sid usersession csrf xsrf nonce salt signature sig pass 2fa pem pemfile"
    .split(" ");

/** What a name ends with that is the name of a secret whatever stands before it: `dbPassword`. */
export const SECRET_ENDINGS: readonly string[] =
  "password passwd passphrase secret secretkey privatekey apikey accesskey accesstoken refreshtoken authtoken credentials"
    .split(" ");

/** As {@linkcode SECRET_ENDINGS}, of text only: `slackBotToken`. */
export const SECRET_TEXT_ENDINGS: readonly string[] = ["token"];
