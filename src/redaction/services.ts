/**
 * Names of web services whose keys have no form of their own: written in one word, in lower case. Beside such a
 * name less is asked of a value; names that are everyday words in code (box, column, render, linear) are left
 * out, and found by what else is written there.
 */
export const SERVICES: ReadonlySet<string> = new Set(
  (
    'abbysale abstractapi abuseipdb abyssale accuweather activecampaign acuityscheduling adafruit adalo adobe adyen adzuna aerisweather aeroworkflow afterbanks aftership ' +
    'agora ahrefs aikido airbrake aircall airship airtable airvisual aiven akamai alchemy alconost alegra aletheiaapi algolia alienvault allsports alphavantage amadeus ambee ' +
    'amplitude anthropic anypoint anyscale apacta apideck apiflash apifonica apify apilayer apimatic apimetrics apininjas apiscience apitemplate apollo appcues appdynamics ' +
    'appfollow appointedd appsflyer appsmith appsynergy appveyor aqicn argocd artifactory artsy asana assemblyai atera atlassian audd auth0 autodesk autoklose autopilot ' +
    'avalara avaza aviationstack aweber axonaut axosoft ayrshare b2backblaze backblaze backtrace bamboohr bandwidth bannerbear baremetrics basecamp beebole beehiiv behance ' +
    'besnappy bestbuy betterstack betteruptime bigcartel bigcommerce bigpanda billomat bintray bitbank bitbar bitbucket bitcoinaverage bitfinex bitly bitmex bitmovin ' +
    'bitpanda bitrise bitstamp bittrex blablabus blazemeter blitapp blockcypher blocknative blogger bombbomb boostnote borgbase braintree brandfetch braze brevo brightdata ' +
    'browserless browserstack browshot buddyns budibase bugherd bugsnag buildkite bulbul bulksms bunnycdn bunnynet bunq businessinsider buttercms buttondown buzzsprout bybit ' +
    'caflou calendarific calendly calorieninja campaignmonitor campayn capsulecrm captaindata carboninterface cashboard cashfree caspio censys centralstationcrm cerebras ' +
    'cesium cexio chargebee chargify chartmogul chatbot chatfuel chatwoot checkly checklyhq checkmarket checkout checkvist cicero circleci clarifai clearbit clearout clerk ' +
    'clevertap clickatell clickhelp clickhouse clicksend clickup cliengo clinchpad clockify clockworksms closecrm cloudconvert cloudelements cloudflare cloudimage cloudinary ' +
    'cloudmersive cloudplan cloudsmith cloudtalk cloudways cloverly clustdoc codacy codeclimate codecov codemagic codequiry cohere coinapi coinbase coincap coingecko ' +
    'coinlayer coinlib coinmarketcap coinpaprika coinranking commercetools companieshouse companyhub confluence confluent constantcontact contentful contentstack ' +
    'conversiontools convertapi convertio convertkit copyscape coralogix couchbase countrylayer coveralls craftmypdf cronitor crossbrowsertesting crowdin crowdstrike ' +
    'cryptocompare ctrlpanel currencycloud currencyfreaks currencylayer currencyscoop currentsapi customerguru customerio d7network dailyco danube dareboost dashlane databox ' +
    'databricks datadog datafire datagov datarobot deadmansnitch debounce deepai deepgram deepl deepseek delighted detectify detectlanguage dfuse dialpad diffbot diggernaut ' +
    'digicert digitalocean directus discogs discord disqus distribusion dnscheck dnsimple dockerhub docparser documo docusign doppler dotdigital dovico dribbble dronahq ' +
    'drone_ci droneci dropbox duda dwolla dynadot dynalist dynatrace eagleeyenetworks easyinsight easypost easyship ebay echosign ecostruxureit edamam edenai elastic ' +
    'elasticcloud elasticemail elevenlabs emaillistverify emailoctopus enablex endorlabs envoyapi equinix etherscan ethplorer etsy eventbrite everbridge everhour ' +
    'exchangerate exchangeratesapi expedia extractorapi facebook faceplusplus fastforex fastly fastspring fathom fauna feedier fetchrss fibery figma figshare filestack ' +
    'finage financialmodelingprep findl finicity finnhub fixerio flatio fleetbase flexport flickr flightapi flightlabs flightstats flowdash flowdock flowflu fluentforms ' +
    'flutterwave fmfw foursquare frameio freemius freshbooks freshdesk freshsales freshservice freshworks fullcontact fullstory funambol fxmarket gcore geckoboard gengo ' +
    'geoapify geocode geocodify geocodio geoipifi getemail getemails getgeoapi getgist getresponse getsandbox ghostcms ghostinspector gigya gingrapp giphy gitbook gitea ' +
    'gitguardian github gitlab gitter glassnode gocanvas gocardless godaddy goodreads gorgias gotomeeting gotowebinar grafana graphcms graphhopper greenhouse groovehq groq ' +
    'gtmetrix gumroad gyazo happi happyscribe harvestapp hasura hcaptcha headspin healthchecks hellosign helpcrunch helpscout hereapi heremaps heroku hetzner hiveage ' +
    'hivetime holded holidayapi honeybadger honeycomb hootsuite hostinger hotjar housecanary html2pdf hubspot huggingface hunterio hyperbrowser hypertrack iconfinder iexapis ' +
    'iexcloud imagekit imagga imgbb imgur indexa influxdata influxdb infobip infura insightly instabot instagram instamojo instapaper instatus integromat intercom ' +
    'interseller intra42 intrinio invoiceninja invoiceocean ip2location ipapi ipdata ipgeolocation ipify ipinfo ipinfodb ipqualityscore ipstack iterable jambonz jellyfin ' +
    'jenkins jfrog jira jotform jumpcloud junglescout juro jwplayer kaggle kaleyra kanbantool kandji keycdn keycloak kickbox kickfire kinde kintone kissflow klarna klaviyo ' +
    'klipfolio knapsackpro kontent kraken kucoin kylas langchain langfuse langsmith lark larksuite lastfm launchdarkly lawmatics leadfeeder leadmine leankit leaseweb lemlist ' +
    'lemonsqueezy lendflow lessannoyingcrm lexigram lexisnexis lightspeed linemessaging linenotify linkedin linkpreview linode liveagent livechat livekit livestorm lob ' +
    'localise locationiq loganly logdna loggly loginradius logrocket logtail logzio lokalise loyverse lunchmoney luno lyft m3o macaddress madkudu mailboxlayer mailcheck ' +
    'mailchimp mailerlite mailersend mailgun mailjet mailmodo mailosaur mailsac mailtrap mandrill mapbox mapquest mapsapi marketo marketstack mastodon matomo mattermost ' +
    'mavenlink maxmind meaningcloud mediastack meetup meilisearch memberful memberstack meraki mercadolibre mercadopago messagebird metrilo microblink microsoftteams ' +
    'mindmeister miro mistral mistralai mixmax mixpanel mobilemonkey mockaroo mojohelpdesk mollie mondaycom moneybird mongodbatlas monkeylearn moonclerk moosend moralis ' +
    'motaword moxtra muxvideo myfreshworks myintervals namecheap nasa nasdaqdatalink neptuneai netcore netlify netsuite neutrinoapi newrelic newsapi newscatcher newsdata ' +
    'newslit nexmo nextcloud nexusmods nftport ngrok nicereply nightfall nimbleway noip northpass noticeable notion novu nozbeteams nubela nuget numverify nutritionix ' +
    'nutshell nvidia nylas nytimes oanda oculus okta omnisend onedesk onedrive onelogin onepagecrm onesignal onesky onewaysms onfido onfleet ooma openai openapi opencage ' +
    'opencagedata openexchangerates opengraphr openrouter openuv openvpn openweather openweathermap opsgenie optimizely ordnancesurvey ortto oxylabs packagecloud pagarme ' +
    'pagerduty pandadoc pandascore paperform paperlesspost paperspace papyrs paralleldots parsehub parserr parsers parseur partnerstack passbase passslot pastebin patreon ' +
    'paydirt payfast paymo paymoapp paymongo paypal paystack paytm pdflayer pdfmonkey pdfshift peakon pendo peopledatalabs pepipost perigon perplexity personio phantombuster ' +
    'photoroom phraseapp phyllo pinata pinecone pingdom pipedream pipedrive pivotaltracker pixabay pixelbin plaid planday planetscale planhat planio planview planyo ' +
    'plausible plivo podio pollsapi polygonio postageapp postbacks postcoder postgrid posthog postman postmark powrbot prerender pretix prismic prodpad productboard ' +
    'productive profitwell promptlayer prospectcrm protocolsio proxycrawl proxycurl publer pubnub pulumi purestake pushbullet pusher pusherapp pushover pushwoosh qase ' +
    'qualaroo qualtrics qualys quandl qubole questdb quickbase quickbooks quickmetrics quicknode quotaguard rapid7 rapidapi rawg raygun razorpay readme readwise ' +
    'realphonevalidation rebrandly recaptcha rechargecredits rechargepayments recruitee recurly reddit redislabs redocly refiner rentman repairshopr replyio requestfinance ' +
    'resmushit revai revampcrm revenuecat reversecontact rewardful ringcentral riotgames ritekit robinhood roblox roboflow robotevents rocketreach rockset rollbar rootly ' +
    'route4me route53 rownd rubygems runpod runrunit saasquatch safetyculture salesblink salescookie salesflare salesforce salesloft salesmate sanity satismeter saucelabs ' +
    'scalegrid scaleway scalr schoology scrapeowl scraperapi scraperbox scraperstack scrapestack scrapfly scrapingant scrapingbee scrapingdog screenshotapi screenshotlayer ' +
    'screenshotone scrutinizerci seatable seatgeek securitytrails sellfy sellix semantria semaphoreci semrush sendbird sendcloud sendgrid sendinblue sendlane sendoso ' +
    'sendpulse sendwithus senseapi sentry serpapi serphouse serpstack serveravatar servicenow shadowserver sharepoint sheety sherpadesk shipday shipengine shippo shipstation ' +
    'shodan shopee shopify shortio shotstack shutterstock siegemedia sightengine signable signalwire signaturit signnow signupgenius sigopt sime simfin similarweb simplesat ' +
    'simplynoted simvoly sinch sirv siteleaf sketchfab skybiometry skyscanner slack slackhook smartling smartsheet smartystreets smooch smsapi smugmug snapcall snipcart ' +
    'snowflake snyk sonarcloud sonarqube soundcloud sourcegraph sparkpost speechmatics speechtext spoonacular spoonflower sportmonks sportradar sportsmonk spotify spotinst ' +
    'squarespace squareup sslmate stabilityai stackexchange stackhawk stackoverflow stannp starton statsig statuscake statuspage statuspal steamapi stitchdata stockdata ' +
    'storecove stormboard stormglass storyblok strapi strava streamio stripe stripo stytch sugester sumologic sumup supabase supernotes supertokens surveyanyplace ' +
    'surveymonkey surveysparrow survicate svix swiftype symantec synadia tailscale talend tallyfy tatum tatumio taxamo taxjar teamgate teamwork technicalanalysisapi telegram ' +
    'telesign telestream teletype telnyx tempoio tencent tenor terraform teslafi testingbot testrail texthub textlocal textmagic theguardian themoviedb theoddsapi thinkific ' +
    'thousandeyes ticketmaster tickettailor tiendanube tiingo tikapi timecamp timekit timely timezoneapi timezonedb tinify tinypng tinyurl tmdb tmetric todoist toggl ' +
    'toggltrack tomba tomorrowio tomtom torbox trademe tradier transferwise transifex travelpayouts travisci trello trolley truelayer truenas trustpilot turso twelvedata ' +
    'twilio twitch twitter tyntec typeform typesense typetalk ubidots uclassify unbounce unifonic unify unifyid unipile unsplash upcdn upcitemdb uplead uploadcare uploadio ' +
    'upstash upstox uptimecom uptimerobot upwave urbanairship urlbox urlscan userflow usersnap userstack uservoice vagaro vagrantcloud vatlayer vbout vercel verifalia veriff ' +
    'verimail veriphone versioneye viator viewneo vimeo virustotal visitorqueue visualcrossing voiceflow voicegain voicemaker vonage voodoosms vouchery vpnapi vultr vyte ' +
    'wakatime walkscore wandb waveapps weatherapi weatherbit weatherflow weatherstack webengage webex webflow webhookrelay websitepulse wepay whatcms whatsapp whoxy windy ' +
    'wistia wiz wizcloud woocommerce wordnik wordpress workable workato workday workos workstack worldcoinindex worldtides worldweather worldweatheronline wpengine wrike ' +
    'wufoo xata xendit xero xirsys yandex yelp ynab yotpo youneedabudget yousign youtrack youtube zapier zendesk zenefits zenkit zenrows zenscrape zenserp zeplin zerobounce ' +
    'zerotier zilliz zipapi zipbooks zipcode zipcodeapi zipcodebase ziptax zixflow zoho zohocrm zonkafeedback zoom zoominfo zulip zuora zyte'
  ).split(' ')
)
